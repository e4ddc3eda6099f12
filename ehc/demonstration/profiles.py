"""What is said of the children of the demonstration: stories, advice and plans. All invented.

``{name}`` is the child, ``{they}``, ``{them}`` and ``{their}`` the pronouns. Each profile holds
what a parent writes, what each adviser finds and recommends, and from these the plan is written.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of recommended provision."""

    what: str
    who: str
    how_often: str
    how_long: str
    group_size: str = "1:1"
    where: str = "In school"


@dataclass(frozen=True, slots=True)
class Said:
    """What one adviser says.

    Attributes:
        kind: what the advice is about.
        needs: area and text of each need.
        outcomes: in the order of the lines of provision that work towards them.
    """

    kind: str
    strengths: str
    needs: tuple[tuple[str, str], ...]
    outcomes: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of need, told through one child."""

    name: str
    story: str
    in_place: str
    hoped_for: str
    involved: str
    child_says: str
    aspirations: str
    communication: str
    strengths: str
    area: str
    advice: tuple[Said, ...]

    def said(self, kind: str) -> Said:
        """The advice of one kind; where the profile has none, a short one that finds no need."""
        return next((item for item in self.advice if item.kind == kind), _nothing_found(kind))


def _nothing_found(kind: str) -> Said:
    area = {"medical": "health", "social_care": "social_care"}.get(kind, "cognition_and_learning")
    return Said(
        kind,
        "{name} was calm and friendly when we met.",
        ((area, "No need was found in this area that school staff could not meet."),),
        ("{name} stays well and safe.",),
        (),
    )


LANGUAGE = Profile(
    "language",
    "{name} loves drawing and knows every dinosaur by name. {They} finds it hard to follow what "
    "people say and gets upset when plans change. At home we use pictures.",
    "A teaching assistant sits with {name} in the mornings. There is a picture timetable.",
    "That {name} can say what {they} needs, and has a friend.",
    "Speech and language therapy at the health centre; Mrs Bell, the special needs co-ordinator.",
    "I like drawing. I don't like it when everybody talks at once.",
    "{name} would like to be an illustrator of books about animals.",
    "Speak to {name} one sentence at a time and wait. Show a picture of what comes next.",
    "{name} remembers stories in detail and is kind to younger children.",
    "communication_and_interaction",
    (
        Said(
            "psychological",
            "{name} remembers stories in detail, draws with care and is kind to younger children.",
            (
                (
                    "communication_and_interaction",
                    "{name} follows one instruction at a time. With two, {they} loses the second "
                    "and copies what others do.",
                ),
                (
                    "cognition_and_learning",
                    "{name} reads single words at the level of a child two years younger "
                    "(standard score 78, March 2026).",
                ),
            ),
            (
                "By July 2028 {name} follows three instructions in a row in class.",
                "By July 2028 {name} reads a page of a picture book alone and tells what it said.",
            ),
            (
                Line(
                    "A structured reading programme that teaches sounds and blending in small "
                    "steps",
                    "A teaching assistant trained in the programme, planned with the class teacher",
                    "Four times a week in term time",
                    "20 minutes",
                ),
            ),
        ),
        Said(
            "medical",
            "{name} hears well and is in good health.",
            (
                (
                    "communication_and_interaction",
                    "{name} understands language at the level of a child of four (CELF-P3, "
                    "February 2026) and uses sentences of three or four words.",
                ),
            ),
            ("By July 2027 {name} asks for help in words in four lessons out of five.",),
            (
                Line(
                    "A language programme written and demonstrated by a speech and language "
                    "therapist",
                    "A teaching assistant trained by the therapist",
                    "Three times a week in term time",
                    "30 minutes",
                    "1:1",
                    "A quiet room at school",
                ),
                Line(
                    "Review of the programme with the teaching assistant present",
                    "A speech and language therapist of the community team",
                    "Once each half term",
                    "One hour",
                ),
            ),
        ),
    ),
)

LITERACY = Profile(
    "literacy",
    "{name} builds anything from a picture and swims for the county. Reading makes {them} cry; "
    "{they} hides {their} books and says {they} is stupid.",
    "Extra reading twice a week in a group of six. {name} has had it for two years.",
    "To read the instructions of {their} own models, and to like school again.",
    "Mr Hollis, the special needs co-ordinator. Nobody from health.",
    "Letters jump about. I am good at making things and at swimming.",
    "{name} would like to work as a boat builder.",
    "Give {name} things to read on coloured paper, and let {them} answer by speaking.",
    "{name} reasons well with shapes and patterns and explains {their} ideas aloud.",
    "cognition_and_learning",
    (
        Said(
            "psychological",
            "{name} reasons with shapes as well as pupils two years older.",
            (
                (
                    "cognition_and_learning",
                    "{name} reads 22 words a minute with half of them right; pupils of the age "
                    "read about 95.",
                ),
                (
                    "social_emotional_mental_health",
                    "{name} leaves the room when asked to read aloud: eleven times in the four "
                    "weeks of the teacher's diary.",
                ),
            ),
            (
                "By July 2028 {name} reads a page of {their} own reading book in five minutes and "
                "answers three questions about it.",
                "By July 2027 {name} stays in lessons that hold reading, and asks for a break by "
                "card.",
            ),
            (
                Line(
                    "Teaching of reading and spelling by a structured multi-sensory programme",
                    "A teacher with a specialist qualification in literacy difficulties",
                    "Twice a week in term time",
                    "45 minutes",
                ),
                Line(
                    "Practice of what the specialist taught",
                    "A teaching assistant shown how by the specialist teacher",
                    "Five times a week in term time",
                    "15 minutes",
                ),
                Line(
                    "A check-in in which {name} plans the day and the breaks {they} may take",
                    "The same named adult, chosen with {name}",
                    "Every school day",
                    "10 minutes",
                ),
            ),
        ),
    ),
)

FEELINGS = Profile(
    "feelings",
    "{name} is funny, loyal and looks after {their} little sister. Since the move {they} has been "
    "sent home from school nine times. {They} breaks things and then is sorry.",
    "A reduced timetable since January. The pastoral lead sees {name} when there is time.",
    "A full week at school, and that people see how kind {name} is.",
    "CAMHS saw us once. A family worker visits.",
    "I get hot inside and then it's too late. I want to go on trips like the others.",
    "{name} would like to train as a chef, and to cook for the family first.",
    "Lower your voice and give {name} room. Talk about what happened later, not in the moment.",
    "{name} is loyal to friends, protects younger children and makes people laugh.",
    "social_emotional_mental_health",
    (
        Said(
            "psychological",
            "{name} notices how others feel and names it well when {they} is calm.",
            (
                (
                    "social_emotional_mental_health",
                    "When a task is changed without warning {name} shouts or throws things; this "
                    "happened on 14 of the 30 days observed.",
                ),
            ),
            (
                "By July 2028 {name} goes to a calm place by {them}self when {they} notices the "
                "first signs, four times out of five.",
            ),
            (
                Line(
                    "Coaching in noticing the first signs and in what to do, with a plan that "
                    "{name} writes {them}self",
                    "An emotional literacy support assistant, supervised by an educational "
                    "psychologist each half term",
                    "Twice a week in term time",
                    "40 minutes",
                ),
                Line(
                    "A warning before each change of task, by a card on the desk",
                    "The teacher of the lesson",
                    "Before every change of task",
                    "Five minutes before the change",
                    "In class",
                ),
            ),
        ),
        Said(
            "social_care",
            "The family is close and keeps every appointment.",
            (
                (
                    "social_care",
                    "{name} has no club or holiday activity outside the family: three were tried "
                    "and ended within a month.",
                ),
            ),
            ("By July 2027 {name} goes to one activity each week with children of the same age.",),
            (
                Line(
                    "A place at a supported holiday and weekend cooking club",
                    "Two youth workers of the short breaks service",
                    "Once a week, and five days in each school holiday",
                    "Three hours",
                    "Eight children",
                    "The community centre",
                ),
            ),
        ),
    ),
)

HEARING = Profile(
    "hearing",
    "{name} is curious and never sits still. {They} is deaf in both ears and wears hearing aids. "
    "In a noisy class {they} gives up and looks out of the window.",
    "A teacher of the deaf comes once a term. The school has one radio aid for three children.",
    "That {name} hears what the others hear, and can sign with us.",
    "Audiology at the hospital; the sensory service.",
    "I want to hear jokes before everybody has laughed.",
    "{name} would like to be a vet.",
    "Face {name} when you speak. Use signs of British Sign Language for new words.",
    "{name} lip-reads well, asks good questions and draws maps from memory.",
    "sensory_physical",
    (
        Said(
            "psychological",
            "{name} reasons at or above what is expected for the age when {they} can see and hear.",
            (
                (
                    "sensory_physical",
                    "{name} has a severe hearing loss in both ears (audiogram of January 2026) "
                    "and hears fewer than half of the words in the classroom without a radio aid.",
                ),
                (
                    "communication_and_interaction",
                    "{name} knows about 300 signs and uses them with one friend only.",
                ),
            ),
            (
                "By July 2028 {name} answers in class discussions as often as others do.",
                "By July 2028 {name} holds a conversation of ten minutes in British Sign Language.",
            ),
            (
                Line(
                    "Direct teaching of vocabulary and listening, and advice to class teachers",
                    "A qualified teacher of the deaf",
                    "Twice a week in term time",
                    "One hour",
                ),
                Line(
                    "Teaching of British Sign Language to {name} and four classmates",
                    "A deaf instructor with a level 3 qualification",
                    "Once a week in term time",
                    "45 minutes",
                    "Five pupils",
                ),
            ),
        ),
        Said(
            "medical",
            "{name} is well apart from {their} hearing.",
            (
                (
                    "health",
                    "{name}'s hearing aids need new moulds every four months and their radio "
                    "receivers break.",
                ),
            ),
            ("By July 2027 {name} has two working hearing aids and a radio aid on every day.",),
            (
                Line(
                    "Checks of the hearing aids and radio receivers, and new ear moulds",
                    "The paediatric audiology department",
                    "Every four months",
                    "45 minutes",
                    "1:1",
                    "The hospital",
                ),
            ),
        ),
    ),
)

MOVEMENT = Profile(
    "movement",
    "{name} has a wicked sense of humour and beats us all at chess. {They} has cerebral palsy, "
    "walks with a frame and tires by lunch. Writing takes {their} so long that {they} stops.",
    "A laptop from the school, shared. Physiotherapy once a fortnight.",
    "That {name} can show what {they} knows, and move about with {their} friends.",
    "Physiotherapy and occupational therapy; the orthotics clinic.",
    "I know the answers. My hand is slow, I'm not.",
    "{name} would like to be a games designer.",
    "Give {name} time to finish. Speak to {them}, not to the person beside {them}.",
    "{name} plans ahead, has a wide vocabulary and beats adults at chess.",
    "sensory_physical",
    (
        Said(
            "psychological",
            "{name} has a wide vocabulary and reasons well aloud.",
            (
                (
                    "sensory_physical",
                    "{name} writes four words a minute by hand and eleven by keyboard; pupils of "
                    "the age write about eighteen.",
                ),
            ),
            ("By July 2028 {name} types twenty words a minute and hands in work with the class.",),
            (
                Line(
                    "Teaching of touch-typing and of dictation software on a laptop for {name} "
                    "alone",
                    "A teaching assistant trained by an occupational therapist",
                    "Four times a week in term time",
                    "20 minutes",
                ),
            ),
        ),
        Said(
            "medical",
            "{name} works hard at {their} exercises.",
            (
                (
                    "health",
                    "{name} has spastic diplegia and needs a programme of stretches to keep the "
                    "range of {their} hips and ankles.",
                ),
            ),
            ("By July 2027 {name} walks from class to hall with {their} frame, resting once.",),
            (
                Line(
                    "A programme of stretching and standing written and reviewed by a "
                    "physiotherapist",
                    "A teaching assistant trained by the physiotherapist",
                    "Every school day",
                    "25 minutes",
                    "1:1",
                    "The medical room",
                ),
            ),
        ),
    ),
)

PROFILES = (LANGUAGE, LITERACY, FEELINGS, HEARING, MOVEMENT)
"""Every profile."""
