//! `find` with each filter, page by page: exactly the cases of the model that fit, each once.

use crate::house::{BOTH, House, id, is_listed, sorted};
use satchel_core::crm::Crm;
use satchel_core::crm::operations::Filter;
use satchel_core::directory::Vocabulary;
use satchel_core::directory::wire::documented_vocabulary;
use satchel_sandbox::{Case, Dialect};

/// Everything a filter finds, asked for in pages of seven; the counts of all pages agree.
async fn found(crm: &Crm, filter: &Filter) -> Vec<String> {
    let mut ids = Vec::new();
    loop {
        let offset = u32::try_from(ids.len()).unwrap();
        let page = crm.find(filter, 7, offset).await.unwrap();
        assert!(
            page.bad.is_empty() && page.rows.len() <= 7,
            "{:?}",
            page.bad
        );
        ids.extend(page.rows.iter().map(|row| row.server_id.to_string()));
        if page.rows.is_empty() || ids.len() >= page.total as usize {
            assert_eq!(ids.len(), page.total as usize, "{filter:?}");
            return ids;
        }
    }
}

/// The filter finds what fits, and something does, and something does not.
async fn finds(house: &House, crm: &Crm, filter: &Filter, fits: impl Fn(&Case) -> bool) {
    let (expected, all) = {
        let model = house.model();
        let listed: Vec<&Case> = model.cases().filter(|c| is_listed(c)).collect();
        let fitting = listed.iter().filter(|c| fits(c)).map(|c| c.id);
        (sorted(fitting), listed.len())
    };
    assert_eq!(
        sorted(found(crm, filter).await),
        expected,
        "{:?} {filter:?}",
        house.dialect
    );
    assert!(
        !expected.is_empty() && expected.len() < all,
        "{filter:?} proves nothing: {}",
        expected.len()
    );
}

fn vocabulary(dialect: Dialect, page: Option<Vocabulary>) -> Vocabulary {
    match dialect {
        Dialect::Documented => documented_vocabulary(),
        Dialect::Bottlecrm => page.expect("it announces its words"),
    }
}

#[tokio::test]
async fn each_filter_finds_what_fits_and_nothing_else() {
    for dialect in BOTH {
        let house = House::with(dialect, 60);
        let alice = house.alice().await;
        let any = house.some_case(|c| {
            c.account.is_some()
                && !c.assigned_to.is_empty()
                && c.case_type.as_ref().is_some_and(|t| !t.is_empty())
        });

        let word = any
            .name
            .split(' ')
            .max_by_key(|w| w.chars().count())
            .unwrap();
        let part: String = word.chars().skip(1).collect();
        let name = Filter {
            name: Some(part.to_uppercase()),
            ..Filter::default()
        };
        let lower = part.to_lowercase();
        finds(&house, &alice, &name, |c| {
            c.name.to_lowercase().contains(&lower)
        })
        .await;

        let status = Filter {
            statuses: vec![any.status.clone()],
            ..Filter::default()
        };
        finds(&house, &alice, &status, |c| c.status == any.status).await;

        let priority = Filter {
            priority: Some(any.priority.clone()),
            ..Filter::default()
        };
        finds(&house, &alice, &priority, |c| c.priority == any.priority).await;

        let case_type = Filter {
            case_type: any.case_type.clone(),
            ..Filter::default()
        };
        finds(&house, &alice, &case_type, |c| c.case_type == any.case_type).await;

        let account = Filter {
            account: any.account.map(id),
            ..Filter::default()
        };
        finds(&house, &alice, &account, |c| c.account == any.account).await;

        let profile = any.assigned_to[0];
        let whose = match dialect {
            Dialect::Bottlecrm => profile,
            Dialect::Documented => {
                house
                    .model()
                    .people()
                    .iter()
                    .find(|p| p.profile == profile)
                    .unwrap()
                    .user
            }
        };
        let assignee = Filter {
            assigned_to: Some(id(whose)),
            ..Filter::default()
        };
        finds(&house, &alice, &assignee, |c| {
            c.assigned_to.contains(&profile)
        })
        .await;

        let both = Filter {
            statuses: vec![any.status.clone()],
            priority: Some(any.priority.clone()),
            ..Filter::default()
        };
        finds(&house, &alice, &both, |c| {
            c.status == any.status && c.priority == any.priority
        })
        .await;
    }
}

#[tokio::test]
async fn open_and_closed_are_the_two_halves_of_the_list() {
    for dialect in BOTH {
        let house = House::with(dialect, 60);
        let alice = house.alice().await;
        let page = alice.find(&Filter::default(), 1, 0).await.unwrap();
        let words = vocabulary(dialect, page.vocabulary);
        let open = ["New", "Assigned", "Pending", "In Progress", "On Hold"];
        let is_open = |c: &Case| open.contains(&c.status.as_str());
        finds(&house, &alice, &Filter::open(&words, true), is_open).await;
        finds(&house, &alice, &Filter::open(&words, false), |c| {
            !is_open(c)
        })
        .await;
        let total = house.model().cases().filter(|c| is_listed(c)).count();
        assert_eq!(page.total as usize, total);
    }
}

#[tokio::test]
async fn nothing_fits_and_past_the_end_are_empty_pages_not_errors() {
    for dialect in BOTH {
        let house = House::with(dialect, 12);
        let alice = house.alice().await;
        let nobody = Filter {
            name: Some("no case is called this".to_owned()),
            ..Filter::default()
        };
        let page = alice.find(&nobody, 7, 0).await.unwrap();
        assert_eq!((page.rows.len(), page.total), (0, 0));
        let page = alice.find(&Filter::default(), 7, 1000).await.unwrap();
        assert_eq!((page.rows.len(), page.total), (0, 12));
    }
}

#[tokio::test]
async fn the_newest_come_first_where_the_server_orders() {
    let house = House::with(Dialect::Bottlecrm, 30);
    let rows = house
        .alice()
        .await
        .find(&Filter::default(), 30, 0)
        .await
        .unwrap()
        .rows;
    assert!(
        rows.windows(2)
            .all(|two| two[0].created_at >= two[1].created_at)
    );
}
