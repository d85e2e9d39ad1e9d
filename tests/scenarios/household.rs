//! Two people of one household pledge from their own phones.

use kith_tests::{World, article, converge};

#[test]
fn of_a_households_two_concurrent_pledges_the_larger_stands_and_both_are_told() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben", "Bea"]);
    let [ada, ben, bea] = &phones;
    ada.forms_a_household_of(&[ben, bea]);
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.settles();
    ben.goes_offline();
    bea.goes_offline();
    ben.pledges(&round, "rice", (1, 2, 2));
    bea.pledges(&round, "rice", (1, 6, 6));
    ben.comes_online();
    bea.comes_online();
    world.settles();
    for phone in &phones {
        let rice = phone.sees_article(&round, "rice");
        assert_eq!(rice.cases, 1, "{}", phone.name());
        assert_eq!(rice.allocations.len(), 1, "one household, one share");
        assert_eq!(rice.allocations[0].allocated, 6);
        assert!(rice.pledges.iter().any(|p| p.clash), "{}", phone.name());
    }
    // Whoever speaks last, having seen both, decides for the household.
    ben.pledges(&round, "rice", (1, 3, 3));
    world.settles();
    let rice = bea.sees_article(&round, "rice");
    assert_eq!(rice.allocations.len(), 1);
    assert_eq!(rice.allocations[0].want, 3);
    assert!(rice.pledges.iter().all(|p| !p.clash));
    converge::everybody_agrees(&phones).unwrap();
}
