//! A connection's bytes, with the deadlines that hyper does not know.

use crate::http::serve::{
    budget::{FREE, Part},
    framing::{Framing, Place},
    limits::Limits,
    seats::{Doing, Seat},
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
/// Bytes that are read at once: less than hyper's smallest buffer, which therefore never grows for a body.
const PIECE: usize = 4096;
/// An unfinished head lies here, and in a buffer of hyper that may be twice its size.
const COPIES: usize = 3;

/// What the connection and the service on it tell each other.
#[derive(Debug, Default)]
pub struct Watch {
    /// Requests whose answer has not begun.
    pub in_flight: AtomicU32,
    /// Requests whose answer was sent, or given up.
    pub answered: AtomicU64,
    /// The request, counted from 1, that has two lengths; 0 for none.
    pub ambiguous: AtomicU64,
}

/// A stream that fails with [`io::ErrorKind::TimedOut`] when the client lets it wait too long.
#[derive(Debug)]
pub struct Watched<S> {
    inner: S,
    limits: Limits,
    watch: Arc<Watch>,
    seat: Arc<Seat>,
    part: Part,
    framing: Framing,
    heads: u64,
    place: Place,
    /// When the client must have gone on; the timer may wake earlier and is then set anew.
    deadline: Instant,
    timer: Pin<Box<Sleep>>,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl<S> Watched<S> {
    /// Watches a connection that was just accepted. Its unfinished heads take from `part`.
    pub fn new(inner: S, limits: Limits, watch: Arc<Watch>, seat: Arc<Seat>, part: Part) -> Self {
        let deadline = Instant::now() + limits.first_byte;
        Self {
            inner,
            limits,
            watch,
            seat,
            part,
            framing: Framing::new(),
            heads: 0,
            place: Place::Between,
            deadline,
            timer: Box::pin(sleep_until(deadline)),
            stalled: None,
        }
    }

    /// Bytes have come.
    ///
    /// # Errors
    /// Where the connection was asked to leave, or there is no memory left for its head.
    fn came(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.framing.read(bytes);
        if !self.part.resize(self.framing.kept().saturating_sub(FREE) * COPIES) {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
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
        self.tell()
    }

    /// Tells the seat what the connection does.
    ///
    /// # Errors
    /// Where it was asked to leave.
    fn tell(&self) -> io::Result<()> {
        let answered = self.watch.answered.load(Ordering::Acquire) >= self.heads;
        self.go_on(match self.place {
            Place::Between if answered => Doing::Idle,
            Place::Between => Doing::Working,
            Place::Head if !answered => Doing::Working,
            Place::Head | Place::Body | Place::Lost => Doing::Slow,
        })
    }

    fn go_on(&self, doing: Doing) -> io::Result<()> {
        if self.seat.note(doing) { Ok(()) } else { Err(io::ErrorKind::ConnectionAborted.into()) }
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
            if self.stalled.take().is_some() {
                self.tell()?;
            }
            return result;
        }
        self.go_on(Doing::Slow)?;
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
        let mut piece = [0; PIECE];
        let room = buf.remaining().min(PIECE);
        let mut piece = ReadBuf::new(piece.get_mut(..room).unwrap_or_default());
        match Pin::new(&mut self.inner).poll_read(cx, &mut piece) {
            Poll::Ready(Ok(())) => {
                if !piece.filled().is_empty() {
                    self.came(piece.filled())?;
                    buf.put_slice(piece.filled());
                }
                Poll::Ready(Ok(()))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
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
        if let Poll::Ready(Ok(())) = result {
            // An answer may have ended here.
            self.tell()?;
        }
        self.unless_stalled(cx, result)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.inner).poll_shutdown(cx);
        self.unless_stalled(cx, result)
    }
}
