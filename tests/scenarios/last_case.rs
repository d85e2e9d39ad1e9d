//! Two people pledge, unseen by each other, for what would fill one last case.

use kith_tests::{World, article, converge};

#[test]
fn concurrent_pledges_on_a_last_case_both_count_and_are_shared_out_alike_on_every_phone() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    let [ada, ben, cleo] = &phones;
    let round = ada.opens_a_round_with_delivery("October", &[article("rice", 6, 185)], 500);
    ada.pledges(&round, "rice", (1, 4, 4));
    world.settles();

    ben.goes_offline();
    cleo.goes_offline();
    // Two units are missing from the case; each sees room for two and neither sees the other.
    ben.pledges(&round, "rice", (1, 2, 2));
    cleo.pledges(&round, "rice", (1, 2, 2));
    assert_eq!(ben.sees_article(&round, "rice").cases, 1);
    assert_eq!(cleo.sees_article(&round, "rice").cases, 1);
    ben.comes_online();
    cleo.comes_online();
    world.settles();

    for phone in &phones {
        let rice = phone.sees_article(&round, "rice");
        assert_eq!((rice.pledges.len(), rice.cases), (3, 1), "{}", phone.name());
        let given: u64 = rice.allocations.iter().map(|a| a.allocated).sum();
        assert_eq!(given, 6, "one case is all there is");
    }
    ada.seals(&round);
    ada.sees_it_through(&round);
    world.settles();
    converge::everybody_agrees(&phones).unwrap();
    let seen = cleo.sees(&round);
    assert_eq!(seen.bills_total_pence, 6 * 185 + 500);
    assert!(ben.says_gets(&round, "rice", ben) >= 1);
    assert!(ben.says_gets(&round, "rice", cleo) >= 1);
}
