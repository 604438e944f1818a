//! The server: like axum's own, but an answer can be lost on purpose.

use std::net::{IpAddr, SocketAddr};

use anyhow::Context as _;
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

use crate::faults::Dropped;

/// Takes a port.
///
/// # Errors
/// When it is taken or not allowed, naming the option that chooses another.
pub async fn bind(host: IpAddr, port: u16) -> anyhow::Result<TcpListener> {
    let address = SocketAddr::new(host, port);
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}: is another program using it? --port chooses another")
    })
}

/// Serves until the task is ended.
pub async fn serve(listener: TcpListener, router: Router) {
    loop {
        // An error here is a connection that went away, or no file handle left for the moment.
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection(stream, router.clone()));
            }
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
        }
    }
}

async fn connection(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| answer(router.clone(), request));
    // The browser closing its end is no failure of ours, and a dropped answer is meant.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

/// Failing makes the connection close without an answer.
async fn answer(router: Router, request: Request<Incoming>) -> Result<Response, std::io::Error> {
    let response = match router.oneshot(request.map(axum::body::Body::new)).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    if response.extensions().get::<Dropped>().is_some() {
        return Err(std::io::Error::new(std::io::ErrorKind::ConnectionAborted, "dropped"));
    }
    Ok(response)
}
