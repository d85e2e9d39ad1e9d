//! What was measured to hurt Automerge 0.12, or to bite who builds on it, each with the test that is
//! kept for it. Automerge is memory-safe and not input-safe; an upgrade is judged by this list.

use crate::compare::root;

const GUARD: &str = "core/domain/src/guard/tests/";

/// What was measured, the file, the test. Paths beginning with `@` lie beside the guard.
const TRAPS: &[(&str, &str, &str)] = &[
    // Bytes and structure from outside.
    (
        "18 % of one-to-three-bit mutations of a change panic, 3 % are taken and cannot be loaded again",
        "@raw_bytes.rs",
        "no_damage_makes_the_guard_panic_or_the_document_unloadable",
    ),
    (
        "7 % of mutations of a document chunk panic",
        "@raw_bytes.rs",
        "a_compressed_change_a_document_and_a_bundle_are_refused",
    ),
    (
        "80 % of structured edits panic or cannot be loaded again",
        "@adversary.rs",
        "whatever_an_adversary_gets_admitted_leaves_the_document_sound",
    ),
    (
        "the same, by the million and on kept cases",
        "tests/soak/main.rs",
        "kept_cases_end_as_they_must_and_fixed_seeds_find_nothing",
    ),
    (
        "a gap in seq, seq u64::MAX: a panic",
        "@hostile.rs",
        "a_gap_in_the_actors_count_is_refused",
    ),
    (
        "a first change with seq 9: a panic",
        "@hostile.rs",
        "a_fresh_actor_counts_from_one",
    ),
    (
        "an unknown pred, or an own op to come: a panic",
        "@hostile.rs",
        "what_is_overwritten_must_be_an_earlier_version_of_the_same_fact",
    ),
    (
        "a pred outside the causal past: 13,002 panics in 22,743 histories",
        "@hostile.rs",
        "overwriting_an_own_op_that_the_past_does_not_hold_is_refused",
    ),
    (
        "an unknown object: a panic",
        "@hostile.rs",
        "a_put_outside_the_map_of_facts_is_refused",
    ),
    (
        "a start op below its past: taken, a panic at a later load",
        "@hostile.rs",
        "ops_that_do_not_count_on_from_the_past_are_refused",
    ),
    (
        "start op 2^31 wins every conflict, 2^32 - 1 ends the document",
        "@pretend.rs",
        "a_full_document_and_a_spent_counter_are_refused",
    ),
    (
        "seq 2 without deps: taken, and the saved document does not load",
        "@hostile.rs",
        "deps_that_are_absent_unknown_doubled_or_too_many_are_refused",
    ),
    (
        "a fork of the own history",
        "@hostile.rs",
        "a_change_that_forks_its_devices_own_history_is_refused",
    ),
    (
        "any time is taken",
        "@hostile.rs",
        "a_change_that_does_not_carry_its_number_is_refused",
    ),
    (
        "5,000 changes without their deps are queued, unseen",
        "core/domain/src/write/tests.rs",
        "changes_with_a_gap_before_them_are_not_taken",
    ),
    (
        "maps 1,500 deep abort the process",
        "@hostile.rs",
        "anything_but_a_put_is_refused",
    ),
    (
        "69 bytes of run lengths: 45 s",
        "@raw_bytes.rs",
        "a_hundred_million_ops_in_seventy_bytes_are_refused_without_work",
    ),
    (
        "run counts are summed unchecked",
        "@raw_bytes.rs",
        "counts_that_overflow_or_disagree_are_refused",
    ),
    (
        "1.5 MB of deflate: 1.6 GB",
        "@raw_bytes.rs",
        "columns_that_are_deflated_unknown_doubled_or_out_of_order_are_refused",
    ),
    (
        "a change under a victim's actor shuts the victim out",
        "@hostile.rs",
        "an_actor_that_is_not_the_devices_is_refused",
    ),
    (
        "one device fills a document with heads",
        "core/domain/src/write/tests.rs",
        "above_two_hundred_heads_a_change_builds_on_the_own_last_and_199_others",
    ),
    (
        "a change without deps replays into another document",
        "sync-server/tests/stories/pushing.rs",
        "a_change_whose_past_is_not_here_asks_for_it",
    ),
    (
        "junk behind a change or its footer",
        "@raw_bytes.rs",
        "junk_after_a_change_a_cut_and_damage_are_refused",
    ),
    (
        "one key twice in a change is a conflict for ever",
        "@hostile.rs",
        "one_key_twice_in_a_change_is_refused",
    ),
    (
        "an author footer fails a whole buffer",
        "@hostile.rs",
        "a_message_or_an_author_footer_is_refused",
    ),
    (
        "a second spelling of the same change",
        "@raw_bytes.rs",
        "a_second_spelling_of_a_change_is_refused",
    ),
    (
        "a panic inside Automerge",
        "@pretend.rs",
        "a_panic_in_a_job_is_caught",
    ),
    // What bites who builds on it.
    (
        "putting the value a key has makes no change",
        "core/domain/src/write/tests.rs",
        "stating_what_stands_makes_no_change_and_leaves_the_document_savable",
    ),
    (
        "two phones that go on with the genesis actor collide",
        "core/domain/src/genesis.rs",
        "the_genesis_change_is_what_automerge_makes_for_every_id",
    ),
    (
        "writing at old heads gives another start op by one way than by the other",
        "core/domain/src/write/tests.rs",
        "a_seal_written_at_the_heads_of_the_screen_builds_on_exactly_those",
    ),
    (
        "restating a fact moves its frontier",
        "@hostile.rs",
        "a_write_once_fact_is_not_restated",
    ),
    (
        "a refusal takes all descendants with it, unseen: phones refuse structure alone",
        "@hostile.rs",
        "a_known_topic_in_the_wrong_kind_is_refused_and_an_unknown_kind_takes_all",
    ),
    (
        "one act over two documents is never half taken",
        "sync-server/tests/stories/pushing.rs",
        "a_refusal_names_every_number_and_leaves_nothing_behind",
    ),
    (
        "hundreds of articles do not fit one change",
        "core/domain/src/round/tests/stories.rs",
        "a_long_price_list_goes_on_in_parts_and_reads_back_whole",
    ),
    (
        "an actor used again after going back sticks the document",
        "tests/scenarios/restored_phone.rs",
        "two_live_copies_of_one_phone_lose_nothing_of_what_either_was_told_is_kept",
    ),
    (
        "positions that come before their commit are never read",
        "sync-server/tests/stories/pushing.rs",
        "many_phones_pushing_at_once_are_all_taken_in_some_order",
    ),
];

#[test]
fn every_trap_has_its_kept_test() {
    for (measured, file, test) in TRAPS {
        let path = match file.strip_prefix('@') {
            Some(beside) => format!("{GUARD}{beside}"),
            None => (*file).to_owned(),
        };
        let text = std::fs::read_to_string(root().join(&path)).unwrap_or_default();
        assert!(
            text.contains(&format!("fn {test}(")),
            "{path} has no {test}, kept for: {measured}"
        );
    }
}
