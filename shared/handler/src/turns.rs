//! Whose turn it is: batches for one log stream are written in the order in which they came, though several records of an
//! invocation are carried out at once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use sluice_transform::delivery::Delivery;
use tokio::sync::{Mutex, OwnedMutexGuard};

/// The turns of one invocation.
#[derive(Default)]
pub(crate) struct Turns(RefCell<HashMap<Stream, Arc<Mutex<()>>>>);

/// A log group and a stream in it.
type Stream = (String, String);

impl Turns {
    /// Waits until every batch for the same stream that asked before is done. What is held until then ends the turn.
    pub(crate) async fn wait(&self, delivery: Option<&Delivery<'_>>) -> Option<OwnedMutexGuard<()>> {
        let delivery = delivery?;
        let stream = (delivery.log_group.clone(), delivery.log_stream.clone());
        let turn = Arc::clone(self.0.borrow_mut().entry(stream).or_default());
        Some(turn.lock_owned().await)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    fn to(stream: &str) -> Delivery<'static> {
        Delivery { region: "r".into(), log_group: "g".into(), log_stream: stream.into(), calls: Vec::new() }
    }

    #[tokio::test]
    async fn one_stream_is_written_by_one_at_a_time_in_the_order_of_asking() {
        let turns = Turns::default();
        let (a, b) = (to("a"), to("b"));
        let first = turns.wait(Some(&a)).await;
        let mut second = Box::pin(turns.wait(Some(&a)));
        let mut third = Box::pin(turns.wait(Some(&a)));
        assert!((&mut second).now_or_never().is_none() && (&mut third).now_or_never().is_none());
        assert!(turns.wait(Some(&b)).now_or_never().is_some(), "another stream waits for none");
        assert!(turns.wait(None).now_or_never().flatten().is_none(), "nor does what writes none");
        drop(first);
        assert!((&mut third).now_or_never().is_none());
        let second = second.await;
        drop(second);
        assert!(third.now_or_never().flatten().is_some());
    }
}
