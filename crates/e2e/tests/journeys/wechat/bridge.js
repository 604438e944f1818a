// The stand-in for WeChat as a page meets it: the app's bridge, on which the real JS-SDK is built.
// It holds a signature against the address that the platform's rule names, by the backend's word,
// and lets nothing happen that a good one did not allow. `PLAY` says how it behaves.
(() => {
  if (!/^https?:/.test(location.protocol)) return;
  const play = PLAY;
  const entry = location.href.split("#")[0];

  /** What was asked of the app: name, arguments, and where the page was then. */
  const calls = [];
  /** Where the SDK would have counted this visit, and for what it took the page's address. */
  const beacons = [];
  const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
  Object.defineProperty(HTMLImageElement.prototype, "src", {
    ...source,
    set(url) {
      if (String(url).startsWith("https://open.weixin.qq.com/")) beacons.push(String(url));
      else source.set.call(this, url);
    },
  });
  window.standIn = { play, calls, beacons };

  if (play.miniProgram) window.__wxjs_environment = "miniprogram";
  // Something on the way to the card that changed the address after the page was entered.
  if (play.moved)
    document.addEventListener("DOMContentLoaded", () => {
      history.replaceState(null, "", play.moved + location.hash);
    });
  if (play.bridge === "none") return;

  let good = false;
  const post = async (path, body) => {
    const answer = await fetch(path, { method: "POST", body: JSON.stringify(body) });
    return answer.json();
  };

  /** Whether the signature is good for the address that this platform looks at. */
  const verify = async (args) => {
    const address = play.rule === "entry" ? entry : location.href.split("#")[0];
    const { valid } = await post("/sandbox/wechat/js-signature", {
      url: play.bound === false ? address + "?bound-elsewhere" : address,
      nonce_str: args.verifyNonceStr,
      timestamp: Number(args.verifyTimestamp),
      signature: args.verifySignature,
    });
    return valid;
  };

  const there = (names) => Object.fromEntries(names.map((name) => [name, !(play.lacks || []).includes(name)]));

  const answers = {
    async preVerifyJSAPI(args) {
      good = await verify(args);
      return { err_msg: "preVerifyJSAPI:" + (good ? "ok" : "fail_invalid signature") };
    },
    // Android and HarmonyOS give a text, which the SDK reads for Android alone.
    checkJsApi({ jsApiList }) {
      const list = there(jsApiList);
      return { err_msg: "checkJsApi:ok", checkResult: play.ios ? list : JSON.stringify(list) };
    },
    getNetworkType: () => ({ err_msg: "network_type:wifi" }),
    scanQRCode() {
      const { scan } = window.standIn.play;
      if (!scan) return { err_msg: "scan_qrcode:cancel" };
      const resultStr = play.ios ? JSON.stringify({ scan_code: { scan_result: scan } }) : scan;
      return { err_msg: "scan_qrcode:ok", resultStr };
    },
    async getBrandWCPayRequest(args) {
      const { pay } = window.standIn.play;
      if (pay === "cancel") return { err_msg: "get_brand_wcpay_request:cancel" };
      const { appId, timeStamp, nonceStr, package: prepay, signType, paySign } = args;
      const payment = { appId, timeStamp, nonceStr, package: prepay, signType, paySign };
      const path = "/sandbox/wechat/pay/" + prepay.replace("prepay_id=", "");
      await post(path, { outcome: pay, payment });
      return { err_msg: "get_brand_wcpay_request:ok" };
    },
  };
  const free = ["preVerifyJSAPI", "checkJsApi", "getNetworkType", "getBrandWCPayRequest", "invokeMiniProgramAPI"];

  const bridge = {
    async invoke(name, args, tell) {
      const named = JSON.parse(JSON.stringify(args || {}));
      calls.push({ name, args: named, at: location.href });
      if (play.bridge === "silent") return;
      const asked = answers[name];
      if (!good && !free.includes(name))
        tell({ err_msg: name + ":fail, the permission value is offline verifying" });
      else tell(asked ? await asked(named) : { err_msg: name + ":ok" });
    },
    on() {},
  };
  // The app brings its bridge in when it likes, and says so then.
  setTimeout(() => {
    window.WeixinJSBridge = bridge;
    document.dispatchEvent(new Event("WeixinJSBridgeReady"));
  }, play.late || 0);
})();
