//! Metrics in the text of Prometheus, and spans of OpenTelemetry.

use crate::World;
use crate::identifiers::*;

pub fn prometheus(w: &mut World) -> String {
    let clock = w.clock;
    let r = &mut w.random;
    let service = service(r);
    match r.below(6) {
        0 => format!(
            "http_requests_total{{service=\"{service}\",method=\"GET\",path=\"{}\",status=\"200\"}} {} {}",
            path(r),
            r.number(9),
            clock.millis()
        ),
        1 => format!(
            "http_request_duration_seconds_bucket{{service=\"{service}\",le=\"0.{}\"}} {}",
            r.below(900),
            r.number(8)
        ),
        2 => format!("process_start_time_seconds{{pod=\"{}\"}} 1.7{}e+09", pod(r), r.digits(8)),
        3 => format!(
            "go_memstats_alloc_bytes_total{{instance=\"{}:9090\",version=\"{}\"}} {}.{}e+{:02}",
            host(r),
            version(r),
            r.between(1, 9),
            r.digits(9),
            r.between(6, 14)
        ),
        4 => format!(
            "container_memory_working_set_bytes{{id=\"/ecs/{}\",image=\"{service}@sha256:{}\"}} {}",
            r.hex(32),
            r.hex(64),
            r.number(9)
        ),
        _ => format!(
            "kafka_consumergroup_lag{{consumergroup=\"{service}\",partition=\"{}\",topic=\"orders\"}} {} {}",
            r.below(48),
            r.below(90_000),
            clock.millis()
        ),
    }
}

pub fn otel(w: &mut World) -> String {
    let peer = w.client();
    let clock = w.clock;
    let r = &mut w.random;
    let (service, host) = (service(r), host(r));
    let spent = r.below(900_000_000);
    format!(
        r#"{{"resourceSpans":[{{"resource":{{"attributes":[{{"key":"service.name","value":{{"stringValue":"{service}"}}}},{{"key":"telemetry.sdk.version","value":{{"stringValue":"1.{}.0"}}}},{{"key":"host.name","value":{{"stringValue":"{host}"}}}}]}},"scopeSpans":[{{"spans":[{{"traceId":"{}","spanId":"{}","parentSpanId":"{}","name":"GET {}","kind":2,"startTimeUnixNano":"{}","endTimeUnixNano":"{}","attributes":[{{"key":"http.response.status_code","value":{{"intValue":"200"}}}},{{"key":"server.address","value":{{"stringValue":"{peer}"}}}},{{"key":"url.path","value":{{"stringValue":"{}"}}}}],"status":{{}}}}]}}]}}]}}"#,
        r.below(30),
        r.hex(32),
        r.hex(16),
        r.hex(16),
        path(r),
        clock.nanos(),
        clock.nanos() + spent,
        path(r)
    )
}
