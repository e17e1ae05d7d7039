//! Parking: what could not go on, put into the bucket that the design names for it.
//!
//! It refuses to decide what is parked, and to go on when parking fails: then the invocation fails, and Lambda's own
//! retries and on-failure destination take over.

use sluice_transform::parked::ParkedObject;

use crate::budget::Budget;
use crate::failure::Failure;
use crate::objects::Bucket;

/// Keeps objects aside.
///
/// # Errors
/// When one of them could not be put: none of what they hold may then count as parked.
pub(crate) async fn park(bucket: &Bucket, objects: &[ParkedObject], budget: &Budget) -> Result<(), Failure> {
    let budget = budget.for_parking();
    for object in objects {
        bucket.keep(object, &budget).await?;
    }
    Ok(())
}
