//! The server counted less of somebody's work as done in time than phones hold; a coordinator puts it
//! right, and only together with the device's own signed head.

use kith_domain::hours::EntryState;
use kith_domain::roster::{Act, Role};
use kith_tests::{Claim, Mallory, Phone, World, converge};

/// Cleo notes an hour that everybody reads; then Ada removes her while the server has forgotten the
/// last of Cleo's numbers, and afterwards remembers it.
fn cut_off(world: &World, [ada, ben, cleo]: &[Phone; 3]) -> Claim {
    let claim = cleo.gave(ben, 60);
    world.settles();
    let device = cleo.look().row.device;
    let feed = |less: &str| {
        let folder = world.network.house(|house| house.folder().to_owned());
        let db = rusqlite::Connection::open(folder.join("kith.sqlite")).unwrap();
        let sql = format!("UPDATE feed SET n = n {less} WHERE device = ?1");
        assert_eq!(db.execute(&sql, [device.0]).unwrap(), 1);
    };
    feed("- 1");
    let coordinator = Mallory::with(world, ada);
    let member = cleo.id();
    let removed = coordinator.signs(Act::MemberRemoved { member });
    assert_eq!(coordinator.gives_records(vec![removed]), "taken");
    feed("+ 1");
    ada.syncs();
    ben.syncs();
    claim
}

fn trouble(phone: &Phone) -> Option<String> {
    phone.app().status(phone.community()).unwrap().trouble
}

fn is_called_a_fault(phone: &Phone) {
    let trouble = trouble(phone).unwrap_or_default();
    assert!(trouble.starts_with("server fault"), "{trouble}");
}

#[test]
fn a_coordinator_puts_right_what_the_server_cut_off_for_everybody() {
    let world = World::new();
    let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    ada.raises_the_rules();
    let claim = cut_off(&world, &[ada.clone(), ben.clone(), cleo]);
    for phone in [&ada, &ben] {
        is_called_a_fault(phone);
        let said = phone.says(&claim);
        assert!(matches!(said, EntryState::NeedsALook { .. }), "{said:?}");
    }
    let done = ada.app().put_right(ada.community()).unwrap();
    assert_eq!((done.signed, done.texts.len()), (1, 0));
    // At once on her own phone, and on the others once it is sequenced.
    assert_eq!(ada.says(&claim), EntryState::Noted);
    world.settles();
    for phone in [&ada, &ben] {
        assert_eq!(trouble(phone), None);
        assert_eq!(phone.says(&claim), EntryState::Noted);
    }
    let again = ada.app().put_right(ada.community()).unwrap();
    assert_eq!((again.signed, again.texts.len()), (0, 0));
    // Who joins in two years computes the same.
    let dora = world.phone_of("Dora", &ada);
    world.settles();
    assert_eq!(dora.says(&claim), EntryState::Noted);
    converge::everybody_agrees(&[ada, ben, dora]).unwrap();
}

#[test]
fn a_neighbour_who_holds_the_proof_hands_it_to_a_coordinator() {
    let world = World::new();
    let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    ada.raises_the_rules();
    let claim = cut_off(&world, &[ada.clone(), ben.clone(), cleo]);
    let done = ben.app().put_right(ben.community()).unwrap();
    assert_eq!((done.signed, done.texts.len()), (0, 1));
    // Ben's own signature is no use.
    let refused = ben.app().sign_record(&done.texts[0], None).unwrap_err();
    assert_eq!(refused.code(), "not-entitled");
    ada.takes(&ada.signs(&done.texts[0]));
    world.settles();
    for phone in [&ada, &ben] {
        assert_eq!(trouble(phone), None);
        assert_eq!(phone.says(&claim), EntryState::Noted);
    }
    converge::everybody_agrees(&[ada, ben]).unwrap();
}

#[test]
fn who_was_removed_cannot_bring_later_work_in_by_it() {
    let world = World::new();
    let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    ada.raises_the_rules();
    ada.makes(&ben, Role::Coordinator);
    world.settles();
    let claim = cut_off(&world, &[ada.clone(), ben.clone(), cleo.clone()]);
    // Cleo, who has not heard of it, notes more, which arrives within her thirty days.
    let later = cleo.gave(&ben, 45);
    let _ = cleo.tries_to_sync();
    let _ = cleo.tries_to_sync();
    ada.syncs();
    ben.syncs();
    let done = ada.app().put_right(ada.community()).unwrap();
    assert_eq!(done.signed, 1);
    world.network.cut("Cleo");
    ada.syncs();
    ben.syncs();
    for phone in [&ada, &ben] {
        assert_eq!(phone.says(&claim), EntryState::Noted);
        let said = phone.says(&later);
        assert!(matches!(said, EntryState::NeedsALook { .. }), "{said:?}");
    }
}
