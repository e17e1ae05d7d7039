//! HTTP on loopback: servers that tests put in the place of AWS, and the one runtime that they share.
//!
//! They listen on 127.0.0.1 and nowhere else.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::service::service_fn;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

/// A request, read whole.
pub type Request = hyper::Request<Bytes>;
/// An answer.
pub type Response = hyper::Response<Full<Bytes>>;

/// The runtime of every server and client.
pub fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("a runtime")
    })
}

/// A server; dropping it ends it.
#[derive(Debug)]
pub struct Server {
    /// Its address.
    pub address: SocketAddr,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Starts a server on a free port.
    pub fn start<F, A>(handler: F) -> Self
    where
        F: Fn(Request) -> A + Send + Sync + 'static,
        A: Future<Output = Response> + Send + 'static,
    {
        let listener = runtime().block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let handler = Arc::new(handler);
        let task = runtime().spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let handler = Arc::clone(&handler);
                let Ok((stream, handle)) = twice(stream) else { continue };
                let service = service_fn(move |request: hyper::Request<Incoming>| {
                    let (handler, handle) = (Arc::clone(&handler), Arc::clone(&handle));
                    let answer: Pin<Box<dyn Future<Output = io::Result<hyper::Response<Answer>>> + Send>> =
                        Box::pin(async move {
                            let (parts, body) = request.into_parts();
                            let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
                            let answer = handler(Request::from_parts(parts, body)).await;
                            sent(answer, &handle).await
                        });
                    answer
                });
                connections.spawn(async move {
                    // A peer that goes away is no concern of the server's.
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
                while connections.try_join_next().is_some() {}
            }
        });
        Self { address, task }
    }

    /// `http://127.0.0.1:<port>`
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// How a connection breaks, where an answer's extensions say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// Reset before a byte of the answer.
    Reset,
    /// In the midst of the answer's body.
    CutOff,
}

/// A connection and a second handle to it, through which it is made to end with a reset.
fn twice(stream: TcpStream) -> io::Result<(TcpStream, Arc<TcpStream>)> {
    let stream = stream.into_std()?;
    let handle = TcpStream::from_std(stream.try_clone()?)?;
    Ok((TcpStream::from_std(stream)?, Arc::new(handle)))
}

/// The answer as it goes out; an error ends the connection.
async fn sent(answer: Response, handle: &TcpStream) -> io::Result<hyper::Response<Answer>> {
    let breaks = answer.extensions().get::<Break>().copied();
    if breaks == Some(Break::Reset) {
        handle.set_zero_linger()?;
        return Err(io::ErrorKind::ConnectionReset.into());
    }
    let (parts, body) = answer.into_parts();
    let whole = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let length = whole.len() as u64;
    let body = match breaks {
        // What was said already goes out before the end.
        Some(_) => {
            let pause = Box::pin(tokio::time::sleep(Duration::from_millis(50)));
            Answer { next: Some(whole.slice(..whole.len() / 2)), length, breaks: Some(pause) }
        }
        None => Answer { next: Some(whole), length, breaks: None },
    };
    Ok(hyper::Response::from_parts(parts, body))
}

/// A body that may break off before its end.
struct Answer {
    next: Option<Bytes>,
    length: u64,
    breaks: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl Body for Answer {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Some(bytes) = self.next.take().filter(|bytes| !bytes.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match &mut self.breaks {
            Some(pause) => pause.as_mut().poll(context).map(|()| Some(Err(io::ErrorKind::ConnectionReset.into()))),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.breaks.is_none() && self.next.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(if self.next.is_some() || self.breaks.is_some() { self.length } else { 0 })
    }
}

/// An answer of JSON.
pub fn json(status: u16, body: &serde_json::Value) -> Response {
    response(status, body.to_string().into())
}

/// An answer of bytes.
pub fn response(status: u16, body: Bytes) -> Response {
    let builder = hyper::Response::builder().status(status).header("content-type", "application/x-amz-json-1.1");
    builder.body(Full::new(body)).expect("a well-formed answer")
}

/// Sends a request on to another server, at `upstream` (`host:port`), and returns its answer.
pub async fn pass_on(upstream: &str, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    parts.uri = format!("http://{upstream}{path}").parse().expect("a well-formed address");
    parts.headers.remove(hyper::header::CONTENT_LENGTH);
    let client: Client<_, Full<Bytes>> = Client::builder(TokioExecutor::new()).build_http();
    match client.request(hyper::Request::from_parts(parts, Full::new(body))).await {
        Ok(answer) => {
            let (parts, body) = answer.into_parts();
            let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
            hyper::Response::from_parts(parts, Full::new(body))
        }
        Err(_) => response(502, Bytes::new()),
    }
}

/// A port that is free now, for a program that has to be told one.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}
