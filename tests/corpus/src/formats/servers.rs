//! Logs of servers: syslog, Kubernetes, PostgreSQL, Redis, Kafka, Envoy.

use super::json::message;
use crate::World;
use crate::identifiers::*;

pub fn syslog(w: &mut World) -> String {
    let message = message(w);
    let clock = w.clock;
    let r = &mut w.random;
    let host = host(r);
    let head = format!("<{}>1 {} {host}", r.below(192), clock.iso_micros());
    match r.below(6) {
        0 => format!(
            "{head} systemd 1 - - Started session-{}.scope - Session {} of User deploy.",
            r.number(4),
            r.number(4)
        ),
        1 => format!(
            "{head} systemd 1 - - user@{}.service: Consumed {}.{:03}s CPU time.",
            r.between(1000, 1100),
            r.below(90),
            r.below(1000)
        ),
        2 => format!(
            "{head} kernel - - - [{:>5}.{:06}] oom-kill:constraint=CONSTRAINT_MEMCG,task=node,pid={},uid=1000",
            r.below(99_999),
            r.below(1_000_000),
            r.below(32_768)
        ),
        3 => format!(
            "{head} sshd {} - - Server listening on port 22, host key SHA256:{} fingerprint {}",
            r.below(9000),
            r.text(crate::random::BASE64, 43),
            fingerprint(r)
        ),
        4 => format!(
            "{head} dockerd {} - [meta sequenceId=\"{}\"] container {} health=healthy",
            r.below(9000),
            r.number(8),
            r.hex(64)
        ),
        _ => format!(
            "{head} {} {} ID{} [origin@32473 software=\"app\" swVersion=\"{}\"] {message}",
            service(r),
            r.below(9000),
            r.below(90),
            version(r)
        ),
    }
}

pub fn klog(w: &mut World) -> String {
    let clock = w.clock;
    let r = &mut w.random;
    let (level, thread) = (r.pick(&["I", "W", "E"]), r.below(9_999_999));
    let head = format!("{level}{} {thread:>7}", clock.klog());
    match r.below(8) {
        0 => format!(
            "{head} kubelet.go:2453] \"SyncLoop (PLEG): event for pod\" pod=\"prod/{}\" event={{\"ID\":\"{}\",\"Type\":\"ContainerStarted\",\"Data\":\"{}\"}}",
            pod(r),
            uuid(r),
            r.hex(64)
        ),
        1 => format!(
            "{head} reflector.go:351] Caches populated for *v1.Secret from k8s.io/client-go/informers/factory.go:{}",
            r.below(400)
        ),
        2 => format!(
            "{head} nestedpendingoperations.go:348] \"MountVolume.SetUp failed\" err=\"secret \\\"{}-db\\\" not found\" pod=\"prod/{}\" volumeName=\"credentials\"",
            service(r),
            pod(r)
        ),
        3 => format!(
            "{head} controller.go:{}] \"Reconciled\" deployment=\"prod/{}\" generation={} resourceVersion=\"{}\" duration=\"{}.{:06}ms\"",
            r.below(900),
            service(r),
            r.below(900),
            r.number(9),
            r.below(900),
            r.below(1_000_000)
        ),
        4 => format!(
            "{head} httplog.go:132] \"HTTP\" verb=\"LIST\" URI=\"/api/v1/secrets?limit=500&resourceVersion=0\" latency=\"{}.{:03}ms\" audit-ID=\"{}\" resp=200",
            r.below(90),
            r.below(1000),
            uuid(r)
        ),
        5 => format!(
            "{head} scheduler.go:{}] \"Successfully bound pod to node\" pod=\"prod/{}\" node=\"{}\" evaluatedNodes={} feasibleNodes={}",
            r.below(900),
            pod(r),
            resource(r),
            r.below(90),
            r.below(90)
        ),
        6 => format!(
            "{head} token_review.go:{}] \"Token review done\" authenticated=true tokenExpiry=\"{}\" uid=\"{}\"",
            r.below(200),
            clock.iso_seconds(),
            uuid(r)
        ),
        _ => {
            format!("{head} leaderelection.go:260] successfully acquired lease kube-system/{}-{}", service(r), r.hex(8))
        }
    }
}

pub fn postgres(w: &mut World) -> String {
    let client = w.client();
    let clock = w.clock;
    let r = &mut w.random;
    let head = format!("{} UTC [{}]", clock.dotted(), r.below(32_768));
    match r.below(9) {
        0 => format!(
            "{head} LOG:  checkpoint complete: wrote {} buffers ({}.{}%); 0 WAL file(s) added, 0 removed, {} recycled; write={}.{:03} s, sync=0.00{} s, total={}.{:03} s; lsn={:X}/{:X}, redo lsn={:X}/{:X}",
            r.number(5),
            r.below(99),
            r.below(10),
            r.below(9),
            r.below(300),
            r.below(1000),
            r.below(9),
            r.below(300),
            r.below(1000),
            r.below(4096),
            r.bits() as u32,
            r.below(4096),
            r.bits() as u32
        ),
        1 => format!("{head} LOG:  duration: {}.{:03} ms  execute <unnamed>: {}", r.millis(), r.below(1000), sql(r)),
        2 => format!("{head} ERROR:  duplicate key value violates unique constraint \"orders_pkey\""),
        3 => format!("{head} DETAIL:  Key (id)=({}) already exists.", r.number(9)),
        4 => format!("{head} FATAL:  password authentication failed for user \"{}\"", service(r)),
        5 => format!("{head} LOG:  connection received: host={client} port={}", r.between(1024, 65_535)),
        6 => format!("{head} ERROR:  syntax error at or near \"token\" at character {}", r.below(900)),
        7 => format!(
            "{head} LOG:  automatic vacuum of table \"shop.public.tokens\": index scans: 1 pages: 0 removed, {} remain, tuples: {} removed, {} remain, oldest xmin: {}",
            r.number(6),
            r.number(5),
            r.number(7),
            r.number(9)
        ),
        _ => format!(
            "{head} LOG:  process {} acquired ShareLock on transaction {} after {}.{:03} ms",
            r.below(32_768),
            r.number(9),
            r.number(4),
            r.below(1000)
        ),
    }
}

pub fn redis(w: &mut World) -> String {
    let clock = w.clock;
    let r = &mut w.random;
    let head = format!("{}:M {}", r.below(900), clock.words());
    match r.below(7) {
        0 => format!("{head} * {} changes in 60 seconds. Saving...", r.number(5)),
        1 => format!("{head} * Background saving started by pid {}", r.below(32_768)),
        2 => format!("{head} * DB saved on disk, RDB: {} MB of memory used by copy-on-write", r.below(900)),
        3 => {
            format!("{head} # Server initialized, version=7.4.{}, bits=64, commit={}, modified=0", r.below(9), r.hex(8))
        }
        4 => format!(
            "{head} * Full resync requested by replica {}:6379, replid {} offset {}",
            host(r),
            r.hex(40),
            r.number(11)
        ),
        5 => format!("{head} - DB 0: {} keys ({} volatile) in {} slots HT.", r.number(7), r.number(6), 1 << 22),
        _ => format!(
            "{head} . {} clients connected (0 replicas), {} bytes in use, cluster node {}",
            r.below(900),
            r.number(9),
            r.hex(40)
        ),
    }
}

pub fn kafka(w: &mut World) -> String {
    let clock = w.clock;
    let r = &mut w.random;
    let head = format!("[{}] INFO", clock.comma());
    let settings = &[
        "ssl.key.password = null",
        "ssl.keystore.password = null",
        "ssl.truststore.password = null",
        "ssl.truststore.type = JKS",
        "sasl.jaas.config = null",
        "sasl.oauthbearer.token.endpoint.url = null",
        "sasl.login.refresh.window.jitter = 0.05",
        "delegation.token.max.lifetime.ms = 604800000",
        "delegation.token.expiry.time.ms = 86400000",
        "password.encoder.iterations = 4096",
        "password.encoder.key.length = 128",
        "key.deserializer = class org.apache.kafka.common.serialization.StringDeserializer",
        "metadata.max.age.ms = 300000",
    ];
    match r.below(7) {
        0 => format!(
            "{head} [Producer clientId=producer-{}] Cluster ID: {} (org.apache.kafka.clients.Metadata)",
            r.below(9),
            r.text(crate::random::BASE64URL, 22)
        ),
        1 => format!(
            "{head} [Consumer clientId=consumer-{}-1, groupId={}] Setting offset for partition orders-{} to the committed offset FetchPosition{{offset={}, offsetEpoch=Optional[{}], currentLeader=LeaderAndEpoch{{leader=Optional[b-{}.internal:9096 (id: 1 rack: euw1-az1)], epoch={}}}}}",
            service(r),
            service(r),
            r.below(48),
            r.number(10),
            r.below(90),
            r.below(9),
            r.below(90)
        ),
        2 => format!(
            "{head} [Log partition=orders-{}, dir=/var/kafka] Rolled new log segment at offset {} in {} ms. (kafka.log.UnifiedLog)",
            r.below(48),
            r.number(10),
            r.below(90)
        ),
        3 => format!(
            "{head} ConsumerConfig values: group.id = {}-{} {} (org.apache.kafka.clients.consumer.ConsumerConfig)",
            service(r),
            r.hex(6),
            r.pick(settings)
        ),
        4 => format!(
            "{head} Kafka version: 3.{}.{} commitId: {} startTimeMs: {}",
            r.below(9),
            r.below(9),
            r.hex(16),
            clock.millis()
        ),
        5 => format!(
            "{head} [GroupCoordinator {}]: Stabilized group {} generation {} (__consumer_offsets-{}) with {} members",
            r.below(9),
            service(r),
            r.number(4),
            r.below(50),
            r.below(30)
        ),
        _ => format!(
            "{head} [Consumer instanceId={}, clientId=c{}] Successfully joined group with generation Generation{{generationId={}, memberId='{}', protocol='range'}}",
            pod(r),
            r.below(9),
            r.number(4),
            uuid(r)
        ),
    }
}

pub fn envoy(w: &mut World) -> String {
    let (client, upstream) = (w.client(), w.client());
    let clock = w.clock;
    let r = &mut w.random;
    let method = r.pick(&["GET", "POST"]);
    match r.below(3) {
        0 => format!(
            "[{}][{}][info][upstream] [source/common/upstream/cds_api_helper.cc:{}] cds: add/update cluster 'outbound|8080||{}' skipped",
            clock.dotted(),
            r.below(90),
            r.below(200),
            host(r)
        ),
        _ => format!(
            "[{}] \"{method} {} HTTP/2\" 200 - via_upstream - \"-\" {} {} {} {} \"-\" \"{}\" \"{}\" \"{}\" \"{upstream}:8080\" outbound|8080|v{}|{} {client}:{} - default",
            clock.iso(),
            path(r),
            r.size(),
            r.size(),
            r.millis(),
            r.millis(),
            agent(r),
            uuid(r),
            host(r),
            r.below(9),
            host(r),
            r.between(1024, 65_535)
        ),
    }
}
