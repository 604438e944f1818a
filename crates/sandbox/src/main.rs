//! The reference backend as a program.

use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sandbox::app::Options;
use sandbox::{Sandbox, server};

/// The reference backend of the member card: a real one on a local database, with seeded members,
/// a clock that can be moved, and a till.
#[derive(Parser)]
#[command(version)]
struct Args {
    /// The port to listen on; 0 takes any free one.
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// The folder of the built card.
    #[arg(long)]
    dist: Option<PathBuf>,
    /// The folder of the database.
    #[arg(long, default_value = ".sandbox")]
    data: PathBuf,
    /// Begin with fresh seed data.
    #[arg(long)]
    fresh: bool,
    /// How long an access token lives, in seconds.
    #[arg(long, default_value_t = 900)]
    access_seconds: u32,
    /// A host under which the card is opened, such as card.brand.example: its addresses are signed
    /// for WeChat's JS-SDK, beside this machine's own.
    #[arg(long)]
    js_domain: Vec<String>,
    /// The JS-SDK's file (jweixin-1.6.0.js), to be served from here and not from WeChat's servers.
    #[arg(long)]
    wechat_sdk: Option<PathBuf>,
    /// Where WeChat is, for the browser and for this backend, such as
    /// http://localhost:8787/sandbox/wechat; the sandbox itself plays it where this is missing.
    #[arg(long)]
    wechat: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> anyhow::Result<()> {
    let listener = server::bind(args.host, args.port).await?;
    let address = listener.local_addr()?;
    let options = Options {
        dist: args.dist,
        access_seconds: args.access_seconds,
        js_domains: args.js_domain,
        wechat_sdk: args.wechat_sdk,
        own: Some(format!("http://{address}")),
        wechat: args.wechat,
    };
    let sandbox = Sandbox::open(&args.data, options)?;
    if args.fresh {
        let reset = sandbox.app().reset().await;
        reset.map_err(|failure| anyhow::anyhow!("cannot seed: {failure:?}"))?;
    }
    println!("Card: http://{address}/");
    println!("Sandbox: http://{address}/sandbox");
    tokio::select! {
        () = server::serve(listener, sandbox.router()) => Ok(()),
        stopped = tokio::signal::ctrl_c() => Ok(stopped?),
    }
}
