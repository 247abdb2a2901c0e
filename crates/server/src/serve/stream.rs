//! A connection's bytes, with the deadlines that hyper does not know.

use crate::serve::{
    framing::{Framing, Place},
    limits::Limits,
};
use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

/// How much longer than the body's own limit the connection lives, so that the refusal can still be sent.
const GRACE: Duration = Duration::from_secs(2);

/// What the connection and the service on it tell each other.
#[derive(Debug, Default)]
pub struct Watch {
    /// Requests whose answer has not begun.
    pub in_flight: AtomicU32,
    /// The request, counted from 1, that has two lengths; 0 for none.
    pub ambiguous: AtomicU64,
}

/// A stream that fails with [`io::ErrorKind::TimedOut`] when the client lets it wait too long.
#[derive(Debug)]
pub struct Watched<S> {
    inner: S,
    limits: Limits,
    watch: Arc<Watch>,
    framing: Framing,
    heads: u64,
    place: Place,
    /// When the client must have gone on; the timer may wake earlier and is then set anew.
    deadline: Instant,
    timer: Pin<Box<Sleep>>,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl<S> Watched<S> {
    /// Watches a connection that was just accepted.
    pub fn new(inner: S, limits: Limits, watch: Arc<Watch>) -> Self {
        let deadline = Instant::now() + limits.first_byte;
        Self {
            inner,
            limits,
            watch,
            framing: Framing::new(),
            heads: 0,
            place: Place::Between,
            deadline,
            timer: Box::pin(sleep_until(deadline)),
            stalled: None,
        }
    }

    /// Bytes have come.
    fn came(&mut self, bytes: &[u8]) {
        self.framing.read(bytes);
        if let Some(request) = self.framing.ambiguous() {
            self.watch.ambiguous.store(request, Ordering::Release);
        }
        let place = self.framing.place();
        // A deadline holds from where a head or body began: single bytes now and then do not push it.
        let began = place != self.place || self.framing.heads() != self.heads;
        (self.place, self.heads) = (place, self.framing.heads());
        if began || place == Place::Between {
            let span = match place {
                Place::Between => self.limits.idle,
                Place::Head | Place::Lost => self.limits.head,
                Place::Body => self.limits.body + GRACE,
            };
            self.deadline = Instant::now() + span;
        }
    }

    /// Waits for the deadline.
    fn poll_deadline(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        if self.timer.deadline() > self.deadline {
            self.timer.as_mut().reset(self.deadline);
        }
        loop {
            ready!(self.timer.as_mut().poll(cx));
            let now = Instant::now();
            if self.place == Place::Between && self.watch.in_flight.load(Ordering::Acquire) > 0 {
                self.deadline = now + self.limits.idle;
            } else if self.deadline <= now {
                return Poll::Ready(io::ErrorKind::TimedOut.into());
            }
            self.timer.as_mut().reset(self.deadline);
        }
    }

    /// The client took bytes: an answer that takes long, such as a stream of events, is no idle connection.
    fn wrote(&mut self, cx: &mut Context<'_>, result: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if result.is_ready() && self.place == Place::Between {
            self.deadline = Instant::now() + self.limits.idle;
        }
        self.unless_stalled(cx, result)
    }

    /// Fails where the client has taken nothing for too long.
    fn unless_stalled<T>(
        &mut self,
        cx: &mut Context<'_>,
        result: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if result.is_ready() {
            self.stalled = None;
            return result;
        }
        let limit = self.limits.write;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + limit)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        match Pin::new(&mut self.inner).poll_read(cx, buf) {
            Poll::Ready(result) => {
                if let Some(bytes) = buf.filled().get(before..).filter(|bytes| !bytes.is_empty()) {
                    self.came(bytes);
                }
                Poll::Ready(result)
            }
            Poll::Pending => self.poll_deadline(cx).map(Err),
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.inner).poll_write(cx, buf);
        self.wrote(cx, result)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.inner).poll_write_vectored(cx, bufs);
        self.wrote(cx, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.inner).poll_flush(cx);
        self.unless_stalled(cx, result)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.inner).poll_shutdown(cx);
        self.unless_stalled(cx, result)
    }
}
