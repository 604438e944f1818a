// The screen while a till reads it: bright, and awake; and as it was before, afterwards.

/** Whether the code page is in front. */
let front = false;
/** What to go back to; nothing while the screen is as the member had it. @type {number | undefined} */
let before;

function restore() {
  if (before === undefined) return;
  wx.setScreenBrightness({ value: before });
  before = undefined;
}

/** Makes the screen bright and keeps it on, until [`leave`]. */
function enter() {
  front = true;
  wx.setKeepScreenOn({ keepScreenOn: true });
  wx.getScreenBrightness({
    success({ value }) {
      // The page may be gone by now, and what is read while it is bright is not the member's own.
      if (!front || before !== undefined) return;
      // On Android the value read is not the one in force when the system adapts it; -1 gives the
      // screen back to the system.
      before = wx.getDeviceInfo().platform === "android" ? -1 : value;
      wx.setScreenBrightness({ value: 1 });
    },
  });
}

/** Gives the screen back. */
function leave() {
  front = false;
  wx.setKeepScreenOn({ keepScreenOn: false });
  restore();
}

module.exports = { enter, leave };
