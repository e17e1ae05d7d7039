//! Races the engines over one text and prints a table.
//!
//! Rounds are interleaved, so that a busy moment of the machine meets every engine; the best of each counts. An engine
//! that is slow runs over the first part of the text only. Single-threaded.

use std::hint::black_box;
use std::time::Instant;

use sluice_benches::engines::{self, Engine};
use sluice_benches::recall::Recall;
use sluice_benches::text::Text;

/// How much of what was planted must be gone, over all kinds and of each, before a time counts.
const FLOOR: (f64, f64) = (0.97, 0.90);

const MB: usize = 1_000_000;

/// An engine with its part of the text and its best time.
struct Racer {
    engine: Box<dyn Engine>,
    recall: Option<Recall>,
    part: usize,
    /// In bytes a second.
    best: f64,
}

/// A number from the environment.
fn setting(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().expect("a number"))
}

/// Bytes a second over the first `part` bytes.
fn speed(engine: &mut dyn Engine, text: &Text, part: usize, out: &mut Vec<u8>) -> f64 {
    let batch = text.part(part);
    out.clear();
    let start = Instant::now();
    engine.redact(black_box(batch), out);
    let spent = start.elapsed();
    black_box(out.last());
    batch.len() as f64 / spent.as_secs_f64()
}

fn main() {
    let length = setting("SLUICE_BENCH_MB", 100) * MB;
    let rounds = setting("SLUICE_BENCH_ROUNDS", 5);
    let seconds = setting("SLUICE_BENCH_SECONDS", 3) as f64;
    let only = std::env::var("SLUICE_BENCH_ONLY").unwrap_or_default();
    eprintln!("writing {} MB of text …", length / MB);
    let text = Text::new(1, length);
    // The output grows where labels are longer than what they stand for.
    let mut out: Vec<u8> = vec![0; text.bytes.len() * 2];

    let mut racers = Vec::new();
    for (index, mut engine) in engines::all().into_iter().enumerate() {
        if index > 0 && !engine.name().contains(&only) {
            continue;
        }
        let recall = (!engine.kinds().is_empty()).then(|| Recall::of(engine.as_mut(), &text, length.min(20 * MB)));
        if let Some(recall) = &recall {
            let (kind, least) = recall.least();
            eprintln!(
                "{}: {:.2} % of what was planted is gone, least of {kind}: {:.2} %; {:.1} of 100 000 other lines changed",
                engine.name(),
                recall.whole() * 100.0,
                least * 100.0,
                recall.changed
            );
            if std::env::var_os("SLUICE_BENCH_KINDS").is_some() {
                eprintln!("  {:?}", recall.kinds);
            }
            assert!(recall.whole() >= FLOOR.0 && least >= FLOOR.1, "{} does not do its work", engine.name());
        }
        // The recall has warmed it up.
        let warm = speed(engine.as_mut(), &text, 2 * MB, &mut out);
        let part = ((warm * seconds) as usize).clamp(4 * MB, length);
        racers.push(Racer { engine, recall, part, best: 0.0 });
    }
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds} …");
        for racer in &mut racers {
            racer.best = racer.best.max(speed(racer.engine.as_mut(), &text, racer.part, &mut out));
        }
    }

    let ours = racers[0].best;
    println!(
        "| Engine | Rules | MB/s | `standard` is … times as fast | Planted values gone | Other lines changed, of 100 000 | Over |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for racer in &racers {
        let (gone, changed) = racer.recall.as_ref().map_or(("–".to_owned(), "–".to_owned()), |recall| {
            (format!("{:.2} %", recall.whole() * 100.0), format!("{:.1}", recall.changed))
        });
        println!(
            "| {} | {} | {:.1} | {:.2} | {gone} | {changed} | {} MB |",
            racer.engine.name(),
            racer.engine.rules(),
            racer.best / MB as f64,
            ours / racer.best,
            racer.part / MB
        );
    }
}
