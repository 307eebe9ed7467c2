"""Who stands in a sentence or is meant there, and which two may hold a claim."""

from ingest.learned.candidates import KINDS, NEAR, pairs, scenes, shapes
from tests.ingest.learned.tables import FIRM, KNOWLEDGE, UNIVERSITY, frame_of


def scenes_of(text, *names, **more):
    return scenes(frame_of(text, *names, **more), KNOWLEDGE)


def who(scene):
    return [(actor.name, actor.how) for actor in scene.actors]


def test_pointing_words_stand_for_the_parties_named_before():
    first, second = scenes_of(
        "云岭大学与青禾集团签约。双方将共建种业研究院。", UNIVERSITY, FIRM, ("种业研究院", "Platform")
    )

    assert who(first) == [("云岭大学", ""), ("青禾集团", "")]
    assert [a for a in who(second) if a[1] == "both"] == [("云岭大学", "both"), ("青禾集团", "both")]


def test_the_subject_and_the_publisher_are_carried_into_a_sentence_that_does_not_name_them():
    _, second = scenes_of(
        "青禾集团成立十年。新建了种业研究院。", FIRM, ("种业研究院", "Platform"), publisher="云岭市科学技术局"
    )

    assert who(second)[:2] == [("青禾集团", "topic"), ("云岭市科学技术局", "publisher")]
    assert all(actor.start == actor.end for actor in second.actors[:2])


def test_a_list_is_one_group():
    (scene,) = scenes_of("由云岭大学、青禾集团和乳业中心组成。", UNIVERSITY, FIRM, ("乳业中心", "Platform"))

    assert {actor.group for actor in scene.actors} == {0}
    assert [actor.size for actor in scene.actors] == [3, 3, 3]


def test_english_words_point_at_the_last_of_their_kind():
    _, second = scenes_of(
        "Lune University met Brelle Ltd. The company opened a laboratory in Brelle City.",
        ("Lune University", "University"), ("Brelle Ltd", "Enterprise"), ("Brelle City", "Region"), language="en",
    )  # fmt: skip

    assert ("Brelle Ltd", "point") in who(second)


def test_she_is_the_person_named_last():
    _, second = scenes_of(
        "Roz Lind joins Lune University. She was a director of Brelle Ltd until May.",
        ("Roz Lind", "Person"), ("Lune University", "University"), ("Brelle Ltd", "Enterprise"), language="en",
    )  # fmt: skip

    assert ("Roz Lind", "point") in who(second)


def test_kinds_decide_what_two_may_be():
    (scene,) = scenes_of("李青任云岭大学校长。", ("李青", "Person"), UNIVERSITY)
    found = {(x.name, y.name): {KINDS[k] for k in kinds} for x, y, kinds in pairs(scene, shapes(KNOWLEDGE))}

    assert "AFFILIATED_WITH" in found["李青", "云岭大学"]
    assert "AFFILIATED_WITH" not in found["云岭大学", "李青"]


def test_pairs_grow_in_line_with_the_names_of_a_sentence():
    def count(names):
        forms = [f"甲{chr(0x4E00 + i)}公司" for i in range(names)]
        (scene,) = scenes_of("、".join(forms) + "加入。", *[(form, "Enterprise") for form in forms])
        return sum(1 for _ in pairs(scene, shapes(KNOWLEDGE)))

    assert count(400) < 2.2 * count(200)
    assert count(NEAR) == NEAR * (NEAR - 1)
