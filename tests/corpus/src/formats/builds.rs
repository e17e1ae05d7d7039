//! What builds and deployments print: npm, Docker, Git, Terraform.

use crate::World;
use crate::identifiers::*;

pub fn build(w: &mut World) -> String {
    let clock = w.clock;
    let r = &mut w.random;
    let step = r.between(1, 20);
    match r.below(13) {
        0 => format!(
            "#{step} [build {}/9] RUN --mount=type=secret,id=npmrc npm ci --omit=dev {}.{}s",
            r.below(9),
            r.below(90),
            r.below(10)
        ),
        1 => format!(
            "#{step} sha256:{} {}.{:02}MB / {}.{:02}MB {}.{}s done",
            r.hex(64),
            r.below(90),
            r.below(100),
            r.below(90),
            r.below(100),
            r.below(9),
            r.below(10)
        ),
        2 => format!("#{step} exporting manifest sha256:{} done", r.hex(64)),
        3 => format!(
            "npm warn deprecated glob@7.2.{}: Glob versions prior to v9 are no longer supported ({} of {})",
            r.below(9),
            r.below(900),
            r.number(4)
        ),
        4 => format!("added {} packages, and audited {} packages in {}s", r.number(4), r.number(4), r.below(90)),
        5 => format!(
            "{} + react-dom@18.3.{} (react@18.3.1) resolved {}, integrity sha512-{}==",
            clock.time(),
            r.below(9),
            r.below(2000),
            r.text(crate::random::BASE64, 86)
        ),
        6 => format!("[main {}] Bump {} to {}", r.hex(7), service(r), version(r)),
        7 => format!(" {} files changed, {} insertions(+), {} deletions(-)", r.number(3), r.number(5), r.number(4)),
        8 => format!("   {}..{}  main -> main", r.hex(9), r.hex(9)),
        9 => format!("Cloning into 'src'... remote git@github.com:example/{}.git at {}", service(r), r.hex(40)),
        10 => format!("{} Compiling {} v{} (/src/crates/{})", clock.iso(), service(r), version(r), service(r)),
        11 => format!("{}: Pushed digest: sha256:{} size: {}", version(r), r.hex(64), r.number(4)),
        _ => format!(
            "dist/assets/index-{}.js  {}.{:02} kB | gzip: {}.{:02} kB",
            r.text(crate::random::BASE64URL, 8),
            r.below(900),
            r.below(100),
            r.below(300),
            r.below(100)
        ),
    }
}

pub fn terraform(w: &mut World) -> String {
    let r = &mut w.random;
    match r.below(8) {
        0 => format!("aws_secretsmanager_secret.{}: Refreshing state... [id={}]", service(r).replace('-', "_"), arn(r)),
        1 => format!("aws_instance.app[{}]: Still creating... [{}m{}s elapsed]", r.below(90), r.below(9), r.below(60)),
        2 => format!(
            "aws_security_group_rule.egress[\"{}\"]: Creation complete after {}s [id=sgrule-{}]",
            service(r),
            r.below(90),
            r.number(10)
        ),
        3 => format!("module.network.aws_subnet.private[{}]: Refreshing state... [id={}]", r.below(9), resource(r)),
        4 => format!(
            "  ~ resource \"aws_ecs_task_definition\" \"{}\" {{ # revision {} -> {}",
            service(r),
            r.number(4),
            r.number(4)
        ),
        5 => format!(
            "- Installed hashicorp/aws v5.{}.{} (signed by HashiCorp, key ID {})",
            r.below(90),
            r.below(9),
            r.text(crate::random::HEX_UPPER, 16)
        ),
        6 => format!(
            "random_id.suffix[{}]: Creation complete after 0s [id={}]",
            r.below(30),
            r.text(crate::random::BASE64URL, 11)
        ),
        _ => format!(
            "aws_kms_key.{}: Modifications complete after {}s [id={}]",
            service(r).replace('-', "_"),
            r.below(90),
            uuid(r)
        ),
    }
}
