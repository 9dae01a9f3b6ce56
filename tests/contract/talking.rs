//! Editing and deleting what was said and what was attached: done on the server, refused to whoever is not its author,
//! and gone the second time.

use crate::house::{BOTH, House, id};
use satchel_core::comment::Audience;
use satchel_core::crm::CrmError;
use uuid::Uuid;

/// A case of bob's, so that he may talk on it.
fn bobs_case(house: &House) -> Uuid {
    let bob = house.model().person("bob").unwrap().profile;
    house.some_case(|c| c.assigned_to.contains(&bob)).id
}

fn said(house: &House, case: Uuid, text: &str) -> Option<Uuid> {
    let model = house.model();
    let comments = model.comments_of(case);
    comments.iter().find(|c| c.text == text).map(|c| c.id)
}

#[tokio::test]
async fn an_own_comment_is_edited_and_deleted() {
    for dialect in BOTH {
        let house = House::with(dialect, 60);
        let bob = house.bob().await;
        let case = bobs_case(&house);
        bob.add_comment(&id(case), Audience::Public, "As I sad")
            .await
            .unwrap();
        let comment = said(&house, case, "As I sad").expect("on the server");
        let others = house.model().comments_of(case).len() - 1;
        bob.edit_comment(&id(comment), "As I said: ü, 🙂")
            .await
            .unwrap();
        assert_eq!(said(&house, case, "As I said: ü, 🙂"), Some(comment));
        bob.delete_comment(&id(comment)).await.unwrap();
        assert_eq!(house.model().comments_of(case).len(), others);
        assert_eq!(bob.delete_comment(&id(comment)).await, Err(CrmError::Gone));
        assert_eq!(
            bob.edit_comment(&id(comment), "Too late").await,
            Err(CrmError::Gone)
        );
    }
}

#[tokio::test]
async fn somebody_elses_comment_is_not_bobs_to_change() {
    for dialect in BOTH {
        let house = House::with(dialect, 60);
        let bob = house.bob().await;
        let case = bobs_case(&house);
        let comment = {
            let mut model = house.model();
            let now = model.case(case).unwrap().created_at;
            model
                .web_comments(case, "alice", "Hands off", false, now)
                .unwrap()
        };
        for refused in [
            bob.edit_comment(&id(comment), "Mine now").await,
            bob.delete_comment(&id(comment)).await,
        ] {
            let Err(CrmError::Denied(words)) = refused else {
                panic!("{dialect:?}: {refused:?}")
            };
            assert!(words.to_lowercase().contains("permission"), "{words}");
        }
        assert_eq!(said(&house, case, "Hands off"), Some(comment));
        // Alice administers.
        house
            .alice()
            .await
            .delete_comment(&id(comment))
            .await
            .unwrap();
        assert_eq!(said(&house, case, "Hands off"), None);
    }
}

#[tokio::test]
async fn a_file_is_its_uploaders_to_delete() {
    for dialect in BOTH {
        let house = House::with(dialect, 60);
        let bob = house.bob().await;
        let case = bobs_case(&house);
        let attach = |who: &str| {
            let mut model = house.model();
            let now = model.case(case).unwrap().created_at;
            model
                .web_attaches(case, who, "log.txt", "some text", now)
                .unwrap()
        };
        let (hers, his) = (attach("alice"), attach("bob"));
        let refused = bob.delete_attachment(&id(hers)).await;
        assert!(
            matches!(refused, Err(CrmError::Denied(_))),
            "{dialect:?}: {refused:?}"
        );
        bob.delete_attachment(&id(his)).await.unwrap();
        let left: Vec<Uuid> = house
            .model()
            .attachments_of(case)
            .iter()
            .map(|a| a.id)
            .collect();
        assert!(left.contains(&hers) && !left.contains(&his));
        assert_eq!(bob.delete_attachment(&id(his)).await, Err(CrmError::Gone));
    }
}

#[tokio::test]
async fn a_blank_or_endless_edit_is_refused_in_readable_words() {
    for dialect in BOTH {
        let house = House::with(dialect, 60);
        let bob = house.bob().await;
        let case = bobs_case(&house);
        bob.add_comment(&id(case), Audience::Public, "Short")
            .await
            .unwrap();
        let comment = said(&house, case, "Short").unwrap();
        let refused = bob.edit_comment(&id(comment), "").await.unwrap_err();
        let CrmError::Rejected(words) = &refused else {
            panic!("{refused:?}")
        };
        assert!(
            !words.contains(['{', '[', '"']) && words.len() > 5,
            "{words}"
        );
        assert_eq!(said(&house, case, "Short"), Some(comment));
    }
}
