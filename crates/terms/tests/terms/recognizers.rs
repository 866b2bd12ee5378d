//! The cases of Recognizers-Text for Chinese (numbers, percents, money, dimensions, ranges, dates, periods),
//! where they lie beside the project. Those that no government plan holds are left out, in a list with
//! reasons: `data/recognizers.toml`.

mod cases;
mod reading;

use cases::{Case, Kind, LeftOut, cases};
use reading::agrees;

/// The share of the cases not left out that must be read as the peer reads them.
const FLOOR: f64 = 0.95;

/// The largest share of the cases that may be left out.
const MOST_LEFT_OUT: f64 = 1.0 / 3.0;

#[test]
fn the_cases_of_a_peer_are_read_as_the_peer_reads_them() {
    let left_out = LeftOut::read();
    let Some(all) = cases() else {
        println!("../shared/peers/recognizers-zh is not there: its cases are skipped");
        return;
    };
    println!("{:18} {:>5} {:>8} {:>5} {:>6}", "kind", "cases", "left out", "right", "share");
    let (mut counts, mut wrong) = ([0usize; 3], Vec::new());
    for kind in Kind::ALL {
        let own: Vec<&Case> = all.iter().filter(|case| case.kind == kind).collect();
        let kept: Vec<&&Case> = own.iter().filter(|case| !left_out.holds(case)).collect();
        let missed: Vec<String> = kept.iter().filter_map(|case| agrees(case).err()).collect();
        let right = kept.len() - missed.len();
        print_line(kind.name(), own.len(), own.len() - kept.len(), right);
        for (sum, count) in counts.iter_mut().zip([own.len(), kept.len(), right]) {
            *sum += count;
        }
        wrong.extend(missed);
    }
    let [total, kept, right] = counts;
    print_line("all", total, total - kept, right);
    for line in &wrong {
        println!("not so: {line}");
    }
    left_out.check(&all);
    assert!((total - kept) as f64 <= total as f64 * MOST_LEFT_OUT, "{} of {total} are left out", total - kept);
    assert!(right as f64 >= kept as f64 * FLOOR, "{right} of {kept}");
}

fn print_line(name: &str, cases: usize, left_out: usize, right: usize) {
    let kept = cases - left_out;
    let share = if kept == 0 { 1.0 } else { right as f64 / kept as f64 };
    println!("{name:18} {cases:>5} {left_out:>8} {right:>5} {share:>6.3}");
}
