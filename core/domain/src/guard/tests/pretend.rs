//! What is hard to build up: a full document, a spent counter, a runner that fails.

use super::town::{ANN, DOC, ROUND, Town, edited};
use crate::guard::{
    CatchUnwind, ChangeMeta, Checked, DocumentSize, Index, Job, MemoryIndex, OpMeta, Panicked,
    Refusal, Runner, Stand, Submission, Writer, check,
};
use crate::ids::{ChangeHash, OpId};
use crate::limits;
use std::convert::Infallible;
use std::num::NonZeroU64;

/// An index that says what a test wants of what is hard to build up.
struct Pretend {
    index: MemoryIndex,
    size: DocumentSize,
    max_op: Option<u64>,
}

impl Index for Pretend {
    type Error = Infallible;
    fn change(&self, hash: &ChangeHash) -> Result<Option<ChangeMeta>, Infallible> {
        let Ok(meta) = self.index.change(hash);
        Ok(meta.map(|meta| ChangeMeta {
            max_op: self.max_op.unwrap_or(meta.max_op),
            ..meta
        }))
    }
    fn op(&self, op: &OpId) -> Result<Option<OpMeta>, Infallible> {
        self.index.op(op)
    }
    fn stand(&self, writer: &Writer) -> Result<Stand, Infallible> {
        let Ok(stand) = self.index.stand(writer);
        Ok(Stand {
            size: self.size,
            ..stand
        })
    }
}

fn pretend(
    bytes: &[u8],
    size: DocumentSize,
    max_op: Option<u64>,
    runner: &dyn Runner,
) -> Result<Checked, Refusal> {
    let (town, _) = Town::with_a_draft();
    let index = Pretend {
        index: town.index,
        size,
        max_op,
    };
    let submission = Submission {
        document: DOC,
        kind: ROUND,
        device: ANN.device(),
        member: ANN.member(),
        n: 3,
        bytes,
    };
    let Ok(verdict) = check(&submission, &index, runner);
    verdict
}

#[test]
fn a_full_document_and_a_spent_counter_are_refused() {
    let (_, bytes) = Town::with_a_draft();
    let judge = |facts, bytes_held, max_op: Option<u64>| {
        let size = DocumentSize {
            facts,
            bytes: bytes_held,
        };
        let start = max_op.map_or(6, |max| max.saturating_add(1));
        let bytes = edited(&bytes, |c| c.start_op = NonZeroU64::new(start).unwrap());
        pretend(&bytes, size, max_op, &CatchUnwind)
    };
    assert!(judge(19_999, 0, None).is_ok());
    assert_eq!(judge(20_000, 0, None), Err(Refusal::DocumentFull));
    assert_eq!(judge(0, 2 << 20, None), Err(Refusal::DocumentFull));
    assert_eq!(judge(u64::MAX, u64::MAX, None), Err(Refusal::DocumentFull));
    let spent = judge(0, 0, Some(limits::OP_COUNTER - 1));
    assert_eq!(spent, Err(Refusal::OpCounter));
    assert!(judge(0, 0, Some(u64::MAX)).is_err());
}

#[test]
fn a_runner_that_reports_a_panic_or_never_ran_refuses() {
    struct Broken(bool);
    impl Runner for Broken {
        fn run(&self, _: Job) -> Result<(), Panicked> {
            if self.0 { Err(Panicked) } else { Ok(()) }
        }
    }
    let (_, bytes) = Town::with_a_draft();
    // Beyond what we spell ourselves, so that Automerge is asked.
    let bytes = edited(&bytes, |change| change.time = -1);
    for broken in [Broken(true), Broken(false)] {
        let verdict = pretend(&bytes, DocumentSize::default(), None, &broken);
        assert_eq!(verdict, Err(Refusal::Panicked));
    }
}

#[test]
fn a_panic_in_a_job_is_caught() {
    let panics: Job = Box::new(|| panic!("as damaged bytes make Automerge do"));
    assert_eq!(CatchUnwind.run(panics), Err(Panicked));
    assert_eq!(CatchUnwind.run(Box::new(|| ())), Ok(()));
}
