//! Access logs: nginx, Apache, AWS's application load balancers.

use crate::World;
use crate::identifiers::*;

fn status(w: &mut World) -> u64 {
    w.random.pick(&[200, 200, 200, 201, 204, 301, 304, 400, 401, 403, 404, 429, 499, 500, 502, 504])
}

fn referrer(w: &mut World) -> String {
    match w.random.below(4) {
        0 => format!("https://shop.example.com{}", path(&mut w.random)),
        1 => "https://www.example.org/".to_owned(),
        _ => "-".to_owned(),
    }
}

pub fn nginx(w: &mut World) -> String {
    let (client, status, referrer) = (w.client(), status(w), referrer(w));
    let clock = w.clock;
    let r = &mut w.random;
    let (method, path, size, agent) = (r.pick(&["GET", "GET", "POST", "PUT", "DELETE"]), path(r), r.size(), agent(r));
    let rest = match r.below(3) {
        0 => format!(" rt=0.{:03} uct=\"0.00{}\" urt=\"0.{:03}\"", r.below(1000), r.below(9), r.below(1000)),
        1 => format!(" {} {}", r.hex(32), r.number(10)),
        _ => String::new(),
    };
    format!(
        "{client} - - [{}] \"{method} {path} HTTP/2.0\" {status} {size} \"{referrer}\" \"{agent}\"{rest}",
        clock.common_log()
    )
}

pub fn apache(w: &mut World) -> String {
    let (client, status, referrer) = (w.client(), status(w), referrer(w));
    let clock = w.clock;
    let r = &mut w.random;
    match r.below(4) {
        0 => format!("{client} - - [{}] \"GET {} HTTP/1.1\" {status} {}", clock.common_log(), path(r), r.size()),
        1 => format!(
            "{client}:443 - - [{}] \"HEAD {} HTTP/1.1\" {status} - {} microseconds",
            clock.common_log(),
            path(r),
            r.number(6)
        ),
        _ => format!(
            "{client} - - [{}] \"GET {} HTTP/1.1\" {status} {} \"{referrer}\" \"{}\"",
            clock.common_log(),
            path(r),
            r.size(),
            agent(r)
        ),
    }
}

pub fn alb(w: &mut World) -> String {
    let (client, target, status) = (w.client(), w.client(), status(w));
    let clock = w.clock;
    let r = &mut w.random;
    let (name, region) = (service(r), region(r));
    format!(
        "https {} app/{name}/{} {client}:{} {target}:8080 0.000 0.{:03} 0.000 {status} {status} {} {} \"GET https://{name}.example.com:443{} HTTP/1.1\" \"{}\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:{region}:{}:targetgroup/{name}/{} \"Root={}\" \"{name}.example.com\" \"arn:aws:acm:{region}:{}:certificate/{}\" 0 {} \"forward\" \"-\" \"-\" \"{target}:8080\" \"{status}\" \"-\" \"-\" TID_{}",
        clock.iso_micros(),
        r.hex(16),
        r.between(1024, 65_535),
        r.below(1000),
        r.size(),
        r.size(),
        path(r),
        agent(r),
        account(r),
        r.hex(16),
        xray(r, clock),
        account(r),
        uuid(r),
        clock.iso_micros(),
        r.hex(32)
    )
}
