//! Whose a body is: the key that tells 市财政局 of one city from that of another.

use crate::name::{named, of_division, of_ending};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::bodies::{Level, Recognised};
use zhengtu_model::{BodyRef, GovernedPlace, GovernmentLevel, Identity, Place, UnitKind};

/// The functions of a people's government, and the kind of the bodies of the party.
const GOVERNMENT: &str = "people-government";
const PARTY: &str = "party";

/// Signs that stand for a name that is not told.
const NAMELESS: [char; 6] = ['某', '×', 'X', 'x', 'Ｘ', '*'];

/// The governments to which the bodies that a document names can belong.
#[derive(Debug)]
pub struct Governments<'a> {
    lexicon: &'a Lexicon,
    doc: &'a str,
    place: Option<Place>,
    level: Option<GovernmentLevel>,
}

impl<'a> Governments<'a> {
    /// Those of the document of the file `doc`, which is what `identity` says.
    pub fn of(lexicon: &'a Lexicon, doc: &'a str, identity: &Identity) -> Self {
        Self {
            lexicon,
            doc,
            place: identity.place.as_ref().map(|stated| stated.value.clone()),
            level: identity.level.as_ref().map(|stated| stated.value),
        }
    }

    /// The body that a name of the document means.
    pub fn body(&self, name: &str, kind: UnitKind) -> BodyRef {
        if kind == UnitKind::Collective {
            return BodyRef {
                key: format!("{}/{name}", self.document()),
                label: name.to_owned(),
                ..BodyRef::default()
            };
        }
        let found = self.lexicon.bodies().recognise(name);
        let line = self.lexicon.documents().line.within.within(name);
        let (owner, stem) = self.owner(name, found.as_ref());
        let whole = found.filter(|found| found.is_whole() && found.also.is_empty());
        let function = whole.map(|found| found.function);
        let space = self.space(&owner);
        let label = match &owner {
            Owner::Place(place) if !name.contains(place.name.as_str()) => format!("{}{stem}", place.name),
            _ => name.to_owned(),
        };
        BodyRef {
            key: format!("{space}/{}", function.as_deref().unwrap_or(stem)),
            label,
            line,
            level: self.level_of(&owner),
            superior: self.superior(&owner, &space, function.as_deref(), line),
            function,
            place: match owner {
                Owner::Place(place) => Some(place),
                Owner::Country | Owner::Unknown(_) => None,
            },
        }
    }

    /// The bodies that issued the document.
    pub fn issuers(&self, issuer: &str) -> Vec<BodyRef> {
        issuer.split('、').filter(|name| !name.is_empty()).map(|name| self.body(name, UnitKind::Unit)).collect()
    }

    /// The places of the document and of its bodies, each behind those in which it lies.
    pub fn places<'b>(&self, bodies: impl Iterator<Item = &'b BodyRef>) -> Vec<GovernedPlace> {
        let mut found: Vec<GovernedPlace> = Vec::new();
        for place in self.place.iter().chain(bodies.filter_map(|body| body.place.as_ref())) {
            for place in self.with_superiors(place) {
                if found.iter().all(|known| known.key != place.key) {
                    found.push(place);
                }
            }
        }
        found
    }

    /// A place behind those in which it lies.
    fn with_superiors(&self, place: &Place) -> Vec<GovernedPlace> {
        let divisions = self.lexicon.divisions();
        let listed = place.code.as_deref().and_then(|code| divisions.of_code(code));
        let Some(division) = listed else {
            let level = self.level_of(&Owner::Place(place.clone()));
            return vec![GovernedPlace { key: self.space_of(place), place: place.clone(), level, superior: None }];
        };
        let mut chain: Vec<GovernedPlace> = std::iter::once(division)
            .chain(divisions.superiors(division))
            .map(|division| GovernedPlace {
                key: division.code.to_owned(),
                place: Place { name: division.name.to_owned(), code: Some(division.code.to_owned()) },
                level: Some(of_division(division)),
                superior: division.superior.map(str::to_owned),
            })
            .collect();
        // A former name stays as the document says it.
        chain[0].place.name.clone_from(&place.name);
        chain.reverse();
        chain
    }

    fn level_of(&self, owner: &Owner) -> Option<GovernmentLevel> {
        match owner {
            Owner::Country => Some(GovernmentLevel::National),
            Owner::Unknown(level) => level.map(government).or(self.level),
            Owner::Place(place) => {
                let listed = place.code.as_deref().and_then(|code| self.lexicon.divisions().of_code(code));
                let own = self.level.filter(|_| self.place.as_ref() == Some(place));
                listed.map(of_division).or(own).or_else(|| Some(of_ending(&place.name)))
            }
        }
    }

    /// The key of the body above: for a government that of the place in which its own lies, for the other bodies of a
    /// government that government. Bodies of the party and of a line have none here.
    fn superior(&self, owner: &Owner, space: &str, function: Option<&str>, line: bool) -> Option<String> {
        let Owner::Place(place) = owner else { return None };
        if line || function.and_then(|key| self.lexicon.bodies().kind_of(key)) == Some(PARTY) {
            return None;
        }
        if function != Some(GOVERNMENT) {
            return Some(format!("{space}/{GOVERNMENT}"));
        }
        let divisions = self.lexicon.divisions();
        let division = place.code.as_deref().and_then(|code| divisions.of_code(code))?;
        division.superior.map(|code| format!("{code}/{GOVERNMENT}"))
    }

    /// The space of names of a body's owner.
    fn space(&self, owner: &Owner) -> String {
        match owner {
            Owner::Country => "china".to_owned(),
            Owner::Unknown(level) => format!("{};{}", self.document(), level.map_or("", Level::name)),
            Owner::Place(place) => self.space_of(place),
        }
    }

    fn space_of(&self, place: &Place) -> String {
        match &place.code {
            Some(code) => code.clone(),
            // 某市 of one document is not that of another.
            None if place.name.contains(NAMELESS) => format!("{};{}", self.document(), place.name),
            None => place.name.clone(),
        }
    }

    fn document(&self) -> String {
        format!("doc:{}", self.doc)
    }

    /// To whom a body belongs, and its name without what says so.
    fn owner<'n>(&self, name: &'n str, found: Option<&Recognised>) -> (Owner, &'n str) {
        if let Some(named) = named(self.lexicon, name) {
            let code = match named.codes.as_slice() {
                [] => None,
                [code] => Some(code.clone()),
                several => several.iter().find(|code| self.is_near(code)).cloned(),
            };
            return (Owner::Place(self.own_or(Place { name: named.name, code })), &name[named.len..]);
        }
        if crate::organ::is_national(self.lexicon, name) {
            return (Owner::Country, name);
        }
        let prefix = self.lexicon.bodies().prefix_of(name).filter(|prefix| !prefix.named);
        let level = prefix.map(|prefix| prefix.level).or(found.and_then(|found| found.level));
        let stem = prefix.map_or(name, |prefix| &name[prefix.len..]);
        (self.at_level(level), stem)
    }

    /// The document's own place where the name is the same, though the list may have several.
    fn own_or(&self, place: Place) -> Place {
        self.place.as_ref().filter(|own| own.name == place.name && place.code.is_none()).cloned().unwrap_or(place)
    }

    /// Whether a division lies in the document's place, or in the city or province in which that lies.
    fn is_near(&self, code: &str) -> bool {
        let divisions = self.lexicon.divisions();
        let Some(own) = self.place.as_ref().and_then(|place| place.code.as_deref()) else { return false };
        let above = divisions.of_code(own).and_then(|division| division.superior).unwrap_or(own);
        divisions.lies_in(code, own) || divisions.lies_in(code, above)
    }

    /// The government at this level over or at the document's place; its own where no level is named.
    fn at_level(&self, level: Option<Level>) -> Owner {
        let Some(own) = &self.place else { return Owner::Unknown(level) };
        let Some(level) = level else { return Owner::Place(own.clone()) };
        if level == Level::Nation {
            return Owner::Country;
        }
        let level = government(level);
        if self.level.is_none_or(|own| own == level) || self.is_own_sign(own, level) {
            return Owner::Place(own.clone());
        }
        let divisions = self.lexicon.divisions();
        let division = own.code.as_deref().and_then(|code| divisions.of_code(code));
        let above =
            division.and_then(|division| divisions.superiors(division).find(|above| of_division(above) == level));
        match above {
            Some(above) => Owner::Place(Place { name: above.name.to_owned(), code: Some(above.code.to_owned()) }),
            None => Owner::Unknown(Some(lexicon_level(level))),
        }
    }

    /// 市财政局 in a plan of 昆山市, which is a county by its code, or of 上海市.
    fn is_own_sign(&self, own: &Place, level: GovernmentLevel) -> bool {
        let signs = match level {
            GovernmentLevel::City => own.name.ends_with('市') && self.level != Some(GovernmentLevel::City),
            _ => false,
        };
        signs && self.level.is_some()
    }
}

/// To whom a body belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Owner {
    /// The government of a place.
    Place(Place),
    /// The country.
    Country,
    /// A government that the document does not name.
    Unknown(Option<Level>),
}

fn government(level: Level) -> GovernmentLevel {
    match level {
        Level::Nation => GovernmentLevel::National,
        Level::Province => GovernmentLevel::Province,
        Level::City => GovernmentLevel::City,
        Level::County => GovernmentLevel::County,
        Level::Town => GovernmentLevel::Town,
    }
}

fn lexicon_level(level: GovernmentLevel) -> Level {
    match level {
        GovernmentLevel::National => Level::Nation,
        GovernmentLevel::Province => Level::Province,
        GovernmentLevel::City => Level::City,
        GovernmentLevel::County => Level::County,
        GovernmentLevel::Town => Level::Town,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;
    use zhengtu_model::Stated;

    fn governments(
        doc: &'static str,
        place: Option<(&str, Option<&str>)>,
        level: GovernmentLevel,
    ) -> Governments<'static> {
        let place = place.map(|(name, code)| Stated::given(Place { name: name.into(), code: code.map(str::to_owned) }));
        let identity = Identity { place, level: Some(Stated::given(level)), ..Identity::default() };
        Governments::of(lexicon(), doc, &identity)
    }

    fn key(of: &Governments<'_>, name: &str) -> String {
        of.body(name, UnitKind::Unit).key
    }

    #[test]
    fn the_same_name_in_two_cities_is_two_bodies_of_one_function() {
        let guangyuan = governments("a.txt", Some(("广元市", Some("510800"))), GovernmentLevel::City);
        let suzhou = governments("b.txt", Some(("苏州市", Some("320500"))), GovernmentLevel::City);
        let (one, other) = (guangyuan.body("市财政局", UnitKind::Unit), suzhou.body("市财政局", UnitKind::Unit));
        assert_eq!((one.function.as_deref(), one.function == other.function), (Some("finance"), true));
        assert_eq!((one.key.as_str(), other.key.as_str()), ("510800/finance", "320500/finance"));
        assert_eq!((one.label.as_str(), one.level), ("广元市财政局", Some(GovernmentLevel::City)));
        assert_eq!(one.superior.as_deref(), Some("510800/people-government"));
        for same in ["广元市财政局", "财政局", "四川省广元市财政局"] {
            assert_eq!(key(&guangyuan, same), one.key, "{same}");
        }
        let government = guangyuan.body("市政府", UnitKind::Unit);
        assert_eq!(government.superior.as_deref(), Some("510000/people-government"));
    }

    #[test]
    fn bodies_of_a_level_above_belong_to_the_place_above() {
        let county = governments("a.txt", Some(("温县", Some("410825"))), GovernmentLevel::County);
        assert_eq!(key(&county, "市财政局"), "410800/finance");
        assert_eq!(key(&county, "省财政厅"), "410000/finance");
        assert_eq!(key(&county, "县财政局"), "410825/finance");
        assert_eq!(key(&county, "武陟县财政局"), "410823/finance");
        assert_eq!(key(&county, "国家发展改革委").split('/').next(), Some("china"));
        let city = governments("b.txt", Some(("昆山市", Some("320583"))), GovernmentLevel::County);
        assert_eq!(key(&city, "市财政局"), "320583/finance");
    }

    #[test]
    fn where_the_place_is_not_known_the_document_tells_bodies_apart() {
        let (one, other) =
            (governments("a.txt", None, GovernmentLevel::City), governments("b.txt", None, GovernmentLevel::City));
        assert_ne!(key(&one, "市财政局"), key(&other, "市财政局"));
        assert_ne!(key(&one, "市财政局"), key(&one, "省财政厅"));
        let some = |doc| governments(doc, Some(("某市", None)), GovernmentLevel::City);
        assert_ne!(key(&some("a.txt"), "市财政局"), key(&some("b.txt"), "市财政局"));
        let known = |doc| governments(doc, Some(("青山市", None)), GovernmentLevel::City);
        assert_eq!(key(&known("a.txt"), "市财政局"), key(&known("b.txt"), "青山市财政局"));
    }

    #[test]
    fn bodies_of_the_line_are_no_bodies_of_the_government() {
        let city = governments("a.txt", Some(("广元市", Some("510800"))), GovernmentLevel::City);
        for name in ["广元银保监分局", "人行广元市中心支行", "广元海关", "市税务局"] {
            let body = city.body(name, UnitKind::Unit);
            assert!(body.line && body.superior.is_none(), "{name}: {body:?}");
            assert_eq!(body.place.as_ref().and_then(|place| place.code.as_deref()), Some("510800"), "{name}");
        }
        assert!(!city.body("市财政局", UnitKind::Unit).line);
        assert_eq!(city.body("市委组织部", UnitKind::Unit).superior, None);
    }

    #[test]
    fn a_place_stands_behind_those_in_which_it_lies() {
        let county = governments("a.txt", Some(("温县", Some("410825"))), GovernmentLevel::County);
        let places = county.places(std::iter::empty());
        assert_eq!(
            places.iter().map(|place| place.place.name.as_str()).collect::<Vec<_>>(),
            ["河南省", "焦作市", "温县"]
        );
        assert_eq!(places[2].superior.as_deref(), Some("410800"));
    }
}
