//! The table of incidents: what was done before, and who may act now.
//!
//! ```text
//! target            item             holds
//! <cluster/service> head             version: how many claims there were
//! <cluster/service> incident#<id>    incident (JSON), stage, claim_until, owner, look_at
//! <cluster/service> hour#<hour>      spent: actions in this clock hour
//! stack             hour#<hour>      spent, by all targets
//! told              <key>            state, at: what people were told
//! audit#<incident>  <at>#<verdict>…  record (JSON)
//! ```
//!
//! A claim is one transaction: the head's version is the one that was seen before deciding, so that of all who decided upon
//! the same ledger one wins, and a target never has two open incidents; the incident is new, or still the expired claim; and
//! what it spends is left in both budgets. A claim that is written is paid for.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    AttributeValue as Value, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use aws_types::SdkConfig;
use sluice_handler::{Budget, Failure};
use sluice_transform::alarm::Moment;
use sluice_transform::remedy::{Act, Incident, Ledger, Reading, Record, Stage, Target};

use crate::call::{call, failure};

/// How long what was done is kept, in seconds.
const INCIDENTS: i64 = 30 * 86_400;
/// How long the audit is kept, in seconds.
const AUDIT: i64 = 400 * 86_400;
/// How long the same news counts as told, in seconds.
const TOLD: i64 = 7 * 86_400;
/// How long an hour's count is kept, in seconds.
const HOUR: i64 = 7_200;
/// Whoever began to tell people and did not say that it was done has failed after so many seconds.
const TELLING: i64 = 45;

type Item = HashMap<String, Value>;

/// What the table holds about a target.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// What decisions look at.
    pub ledger: Ledger,
    /// How many claims there were before it was read.
    pub version: u64,
    /// When each open incident is looked at next.
    pub looks: BTreeMap<String, Moment>,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// It is ours.
    Won,
    /// Another was faster.
    Lost,
    /// It would cost more than is left, of the target's budget or of the stack's.
    Spent(&'static str),
}

/// Who tells people some news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Telling {
    /// We do, from now on.
    Ours,
    /// Somebody else began to, and has not said that it was done.
    Others,
    /// They were told.
    Told,
}

/// The table.
#[derive(Debug)]
pub(crate) struct Table {
    client: Client,
    name: String,
}

impl Table {
    pub(crate) fn new(config: &SdkConfig, name: &str) -> Self {
        Self { client: Client::new(config), name: name.to_owned() }
    }

    /// Reads what was done to a target before.
    ///
    /// # Errors
    /// When the table cannot be read, or holds what cannot be understood.
    pub(crate) async fn page(&self, target: &Target, budget: &Budget) -> Result<Page, Failure> {
        let (now, name) = (crate::now(), target.to_string());
        // First: every claim that the incidents below do not show yet makes it another.
        let head = self.get(&name, "head", budget).await?;
        let stack = self.get("stack", &hour(now), budget).await?;
        let mut page = Page {
            ledger: Ledger { incidents: Vec::new(), stack_this_hour: count(&stack, "spent") },
            version: *count(&head, "version").get().ok_or_else(|| {
                Failure::of_ours("the version in the table", "it is no number", "was it written by hand?")
            })?,
            looks: BTreeMap::new(),
        };
        let mut from = None;
        loop {
            let query = async || {
                let call = self.client.query().table_name(&self.name).consistent_read(true);
                let call = call.key_condition_expression("#t = :t AND begins_with(#i, :i)");
                let call = call.expression_attribute_names("#t", "target").expression_attribute_names("#i", "item");
                let call = call.expression_attribute_values(":t", text(&name));
                let call = call.expression_attribute_values(":i", text("incident#"));
                Box::pin(call.set_exclusive_start_key(from.clone()).send()).await
            };
            let answer = call("Query of the table of incidents", budget, query).await?;
            for item in answer.items() {
                let unreadable = || {
                    Failure::of_ours("an incident in the table", "it cannot be understood", "was it written by hand?")
                };
                let json = item.get("incident").and_then(|value| value.as_s().ok()).ok_or_else(unreadable)?;
                let incident: Incident = serde_json::from_str(json).map_err(|_| unreadable())?;
                if let Some(at) = number(item, "look_at") {
                    page.looks.insert(incident.id.clone(), Moment::from_second(at));
                }
                page.ledger.incidents.push(incident);
            }
            from = answer.last_evaluated_key;
            if from.is_none() {
                return Ok(page);
            }
        }
    }

    /// Claims an incident, and spends what it costs.
    ///
    /// # Errors
    /// When it is not known whether it is ours.
    pub(crate) async fn claim(&self, act: &Act, version: u64, owner: &str, budget: &Budget) -> Result<Claim, Failure> {
        const WHAT: &str = "TransactWriteItems, a claim";
        let items = self.claiming(act, version, owner)?;
        let claim = async || {
            let call = self.client.transact_write_items().set_transact_items(Some(items.clone()));
            let Err(error) = Box::pin(call.send()).await else { return Ok(Claim::Won) };
            let lost = match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(canceled)) => {
                    judged(canceled.cancellation_reasons(), owner)
                }
                _ => None,
            };
            // Without a verdict others were writing at the same time, or it failed.
            lost.ok_or_else(|| {
                let failure = failure(WHAT, &error);
                let canceled = error.code() == Some("TransactionCanceledException");
                Failure { retryable: failure.retryable || canceled, ..failure }
            })
        };
        budget.spend(WHAT, claim).await
    }

    fn claiming(&self, act: &Act, version: u64, owner: &str) -> Result<Vec<TransactWriteItem>, Failure> {
        let incident = &act.incident;
        let target = incident.target.to_string();
        let expires = incident.claimed_at.plus(INCIDENTS);
        let head = self.update(&target, "head").update_expression("SET version = :next");
        let head = head.expression_attribute_values(":next", whole(version + 1));
        let head = if version == 0 {
            head.condition_expression("attribute_not_exists(version)")
        } else {
            head.condition_expression("version = :seen").expression_attribute_values(":seen", whole(version))
        };
        let claim = self
            .update(&target, &incident_key(&incident.id))
            .update_expression("SET incident = :incident, stage = :stage, claim_until = :until, #o = :o, expires = :e")
            .expression_attribute_names("#o", "owner")
            .expression_attribute_values(":incident", json(incident)?)
            .expression_attribute_values(":stage", text(incident.stage.name()))
            .expression_attribute_values(":until", whole(incident.claim_until.second()))
            .expression_attribute_values(":o", text(owner))
            .expression_attribute_values(":e", whole(expires.second()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        let claim = match act.replaces {
            None => claim.condition_expression("attribute_not_exists(incident)"),
            Some(until) => claim
                .condition_expression("stage = :stage AND claim_until = :replaced")
                .expression_attribute_values(":replaced", whole(until.second())),
        };
        let spend = |of: &str, limit: u32| {
            self.update(of, &hour(incident.claimed_at))
                .update_expression("SET expires = :e ADD spent :one")
                .condition_expression("attribute_not_exists(spent) OR spent < :limit")
                .expression_attribute_values(":one", whole(1))
                .expression_attribute_values(":limit", whole(limit))
                .expression_attribute_values(":e", whole(incident.claimed_at.plus(HOUR).second()))
        };
        let all = [head, claim, spend(&target, act.target_per_hour), spend("stack", act.stack_per_hour)];
        all.into_iter()
            .map(|update| {
                let update = update.build().map_err(|_| Failure::of_ours("a claim", "it is incomplete", ""))?;
                Ok(TransactWriteItem::builder().update(update).build())
            })
            .collect()
    }

    /// Records an incident, if it is new or at one of the stages `from`; says whether it was.
    ///
    /// # Errors
    /// When it is not known whether it is recorded.
    pub(crate) async fn record(&self, incident: &Incident, from: &[Stage], budget: &Budget) -> Result<bool, Failure> {
        let json = json(incident)?;
        let names: Vec<String> = (0..from.len()).map(|number| format!(":from{number}")).collect();
        let condition = format!("attribute_not_exists(incident) OR stage IN ({})", names.join(", "));
        let update = async || {
            let mut call = self
                .client
                .update_item()
                .table_name(&self.name)
                .key("target", text(&incident.target.to_string()))
                .key("item", text(&incident_key(&incident.id)))
                .update_expression("SET incident = :incident, stage = :stage, expires = :e")
                .condition_expression(&condition)
                .expression_attribute_values(":incident", json.clone())
                .expression_attribute_values(":stage", text(incident.stage.name()))
                .expression_attribute_values(":e", whole(incident.claimed_at.plus(INCIDENTS).second()));
            for (name, stage) in names.iter().zip(from) {
                call = call.expression_attribute_values(name, text(stage.name()));
            }
            Box::pin(call.send()).await
        };
        held(call("UpdateItem, an incident", budget, update).await)
    }

    /// Notes when an incident is looked at next, if nobody noted another time since `before` was read.
    ///
    /// # Errors
    /// When the table cannot be written to.
    pub(crate) async fn look_at(
        &self,
        incident: &Incident,
        at: Moment,
        before: Option<Moment>,
        budget: &Budget,
    ) -> Result<bool, Failure> {
        let update = async || {
            let call = self
                .client
                .update_item()
                .table_name(&self.name)
                .key("target", text(&incident.target.to_string()))
                .key("item", text(&incident_key(&incident.id)))
                .update_expression("SET look_at = :at")
                .expression_attribute_values(":at", whole(at.second()));
            let call = match before {
                None => call.condition_expression("attribute_exists(incident) AND attribute_not_exists(look_at)"),
                Some(before) => call
                    .condition_expression("look_at = :before")
                    .expression_attribute_values(":before", whole(before.second())),
            };
            Box::pin(call.send()).await
        };
        held(call("UpdateItem, the next look", budget, update).await)
    }

    /// Begins to tell people some news, if nobody did.
    ///
    /// # Errors
    /// When the table cannot be written to, or read.
    pub(crate) async fn begin_telling(&self, key: &str, now: Moment, budget: &Budget) -> Result<Telling, Failure> {
        let update = async || {
            let call = self
                .told(key, now, "telling")
                .condition_expression("attribute_not_exists(#s) OR (#s = :telling AND #at < :failed)");
            let call = call.expression_attribute_values(":telling", text("telling"));
            Box::pin(call.expression_attribute_values(":failed", whole(now.plus(-TELLING).second())).send()).await
        };
        if held(call("UpdateItem, news", budget, update).await)? {
            return Ok(Telling::Ours);
        }
        let state = self.get("told", key, budget).await?;
        let told = state.get("state").and_then(|state| state.as_s().ok()).is_some_and(|state| state == "told");
        Ok(if told { Telling::Told } else { Telling::Others })
    }

    /// People were told.
    ///
    /// # Errors
    /// When the table cannot be written to.
    pub(crate) async fn told_people(&self, key: &str, now: Moment, budget: &Budget) -> Result<(), Failure> {
        let update = async || Box::pin(self.told(key, now, "told").send()).await;
        call("UpdateItem, news", budget, update).await.map(drop)
    }

    /// Keeps a record of the audit.
    ///
    /// # Errors
    /// When the table cannot be written to.
    pub(crate) async fn audit(&self, record: &Record, budget: &Budget) -> Result<(), Failure> {
        let guard = record.guard.map_or("", |guard| guard.name());
        let item = format!("{}#{}#{}#{guard}", record.at, record.verdict.name(), record.rung);
        let put = async || {
            let call = self.client.put_item().table_name(&self.name);
            let call = call.item("target", text(&format!("audit#{}", record.incident))).item("item", text(&item));
            let call = call.item("record", text(&record.to_json()));
            Box::pin(call.item("expires", whole(record.at.plus(AUDIT).second())).send()).await
        };
        call("PutItem, the audit", budget, put).await.map(drop)
    }

    fn told(
        &self,
        key: &str,
        now: Moment,
        state: &str,
    ) -> aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder {
        let call = self.client.update_item().table_name(&self.name);
        call.key("target", text("told"))
            .key("item", text(key))
            .update_expression("SET #s = :state, #at = :now, expires = :e")
            .expression_attribute_names("#s", "state")
            .expression_attribute_names("#at", "at")
            .expression_attribute_values(":state", text(state))
            .expression_attribute_values(":now", whole(now.second()))
            .expression_attribute_values(":e", whole(now.plus(TOLD).second()))
    }

    fn update(&self, target: &str, item: &str) -> aws_sdk_dynamodb::types::builders::UpdateBuilder {
        Update::builder().table_name(&self.name).key("target", text(target)).key("item", text(item))
    }

    async fn get(&self, target: &str, item: &str, budget: &Budget) -> Result<Item, Failure> {
        let get = async || {
            let call = self.client.get_item().table_name(&self.name).consistent_read(true);
            Box::pin(call.key("target", text(target)).key("item", text(item)).send()).await
        };
        Ok(call("GetItem of the table of incidents", budget, get).await?.item.unwrap_or_default())
    }
}

/// What a cancelled claim means: the reasons stand in the order of its parts. `None` where another attempt may succeed.
fn judged(reasons: &[aws_sdk_dynamodb::types::CancellationReason], owner: &str) -> Option<Claim> {
    let refused = |at: usize| reasons.get(at).filter(|reason| reason.code() == Some("ConditionalCheckFailed"));
    // An earlier attempt of ours succeeded, and its answer was lost.
    let held_by = refused(1).and_then(|reason| reason.item()).and_then(|item| item.get("owner"));
    if held_by.and_then(|owner| owner.as_s().ok()).is_some_and(|holder| holder == owner) {
        return Some(Claim::Won);
    }
    if refused(0).is_some() || refused(1).is_some() {
        return Some(Claim::Lost);
    }
    match (refused(2), refused(3)) {
        (Some(_), _) => Some(Claim::Spent("the target's budget of this hour is spent")),
        (None, Some(_)) => Some(Claim::Spent("the stack's budget of this hour is spent")),
        (None, None) => None,
    }
}

/// Whether a conditional write was made.
fn held<T>(written: Result<T, Failure>) -> Result<bool, Failure> {
    match written {
        Ok(_) => Ok(true),
        Err(failure) if failure.code == "ConditionalCheckFailedException" => Ok(false),
        Err(failure) => Err(failure),
    }
}

fn incident_key(id: &str) -> String {
    format!("incident#{id}")
}

fn hour(at: Moment) -> String {
    format!("hour#{}", at.hour())
}

fn text(value: &str) -> Value {
    Value::S(value.to_owned())
}

fn whole(value: impl ToString) -> Value {
    Value::N(value.to_string())
}

fn json(incident: &Incident) -> Result<Value, Failure> {
    let json = serde_json::to_string(incident);
    json.map(Value::S).map_err(|_| Failure::of_ours("an incident", "it cannot be written", "this is a bug of Sluice's"))
}

/// A count, which is 0 where nobody counted yet.
fn count<N: std::str::FromStr + Default>(item: &Item, name: &str) -> Reading<N> {
    if item.contains_key(name) {
        number(item, name).map_or(Reading::Unreadable, Reading::Known)
    } else {
        Reading::Known(N::default())
    }
}

fn number<N: std::str::FromStr>(item: &Item, name: &str) -> Option<N> {
    item.get(name)?.as_n().ok()?.parse().ok()
}
