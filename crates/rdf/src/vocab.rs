//! The terms that the mapping uses. What each of zhengtu's own means stands in `ontology/zhengtu.ttl`.

use oxrdf::NamedNodeRef;

macro_rules! terms {
    ($(#[$about:meta])* $module:ident, $namespace:literal: $($name:ident = $local:literal),* $(,)?) => {
        $(#[$about])*
        pub mod $module {
            use oxrdf::NamedNodeRef;

            /// The namespace.
            pub const NAMESPACE: &str = $namespace;
            $(
                #[doc = concat!("`", stringify!($module), ":", $local, "`")]
                pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )*

            /// All of them.
            pub const ALL: &[NamedNodeRef<'static>] = &[$($name),*];
        }
    };
}

terms! {
    /// The project's own terms.
    zt, "https://zhengtu.example/ns#":
    PLAN = "Plan", MAIN_TEXT = "MainText", ANNEX = "Annex", PLAN_TEXT = "PlanText", CLAUSE = "Clause",
    TASK = "Task", RESPONSIBILITY = "Responsibility", BODY = "Body", COLLECTIVE = "Collective",
    DEADLINE = "Deadline", COMMITMENT = "Commitment", TARGET = "Target", INDICATOR = "Indicator",
    CITATION = "Citation", RUN = "Run", FINDING = "Finding", MEASURE = "Measure",
    FILE_NAME = "fileName", FORMAT = "format", PLACE = "place", YEAR = "year", LENGTH = "length",
    PART_NUMBER = "partNumber", PRESENT = "present", LISTED_TITLE = "listedTitle",
    IN_PART = "inPart", IN_DOCUMENT = "inDocument", IN_TASK = "inTask", PATH = "path", TRAIL = "trail",
    CLAUSE_KIND = "clauseKind", FUNCTION = "function", LEVEL = "level",
    RESPONSIBILITY_OF = "responsibility", LED_BY = "ledBy", RESPONSIBLE_BODY = "responsibleBody",
    COOPERATING_BODY = "cooperatingBody", ORDER = "order", GROUND = "ground", PRINTED = "printed",
    OPEN_LIST = "openList", UNITS_STATEMENT = "unitsStatement",
    HAS_DEADLINE = "deadline", DEADLINE_KIND = "deadlineKind", DUE_DATE = "dueDate", RECURRENCE = "recurrence",
    HAS_COMMITMENT = "commitment", QUOTE = "quote",
    STATEMENT = "Statement", HAS_STATEMENT = "statement",
    DOCUMENT_RULE = "DocumentRule", HAS_DOCUMENT_RULE = "documentRule", RULE_KIND = "ruleKind",
    HAS_INDICATOR = "indicator", COMPARATOR = "comparator", CHANGE = "change", BASELINE = "baseline", RULE = "rule",
    ABOUT = "about", CITES = "cites", CITATION_USE = "citationUse",
    EVIDENCE = "evidence", LINE = "line", PAGE = "page", CONFIDENCE = "confidence", RECOGNISED_BY = "recognisedBy", TABLE = "table", ROW = "row", COLUMN = "column",
    PROGRAM_VERSION = "programVersion", LEXICON_VERSION = "lexiconVersion", SHA256 = "sha256",
    CODE = "code", TEXT = "text", SECOND_FOCUS = "secondFocus", CHECK = "Check",
    PROGRESS_REPORT = "ProgressReport", REPORT_ON = "reportOn", FILED_FOR = "filedFor", TASK_TITLE = "taskTitle",
    TASK_SHA256 = "taskSha256", REPORT_DATE = "reportDate", REPORT_SOURCE = "reportSource", PROGRESS = "progress",
    COMPLETION = "completion", STATUS = "status", NOTE = "note", SHEET_NAME = "sheetName", SHEET_ROW = "sheetRow",
    ALIGNMENT = "Alignment", COUNTERPART = "counterpart", SCORE = "score", REASON = "reason",
    CORRECTION = "Correction", CORRECTION_KIND = "correctionKind", READ_AS = "readAs", CORRECTED_BY = "correctedBy",
    PLAN_NAME = "planName", WHOLE_PLAN = "wholePlan",
    LEVEL_LINK = "LevelLink", LINK_GROUND = "linkGround", HIGHER_PLAN = "higherPlan", TAKES_UP = "takesUp",
    STANDING = "standing",
    ORGANIZATION = "Organization", HAS_ORGANIZATION = "organization", LINE_BODY = "lineBody",
    GOVERNED_PLACE = "Place", DOCUMENT_FIELD = "DocumentField", HAS_DOCUMENT_FIELD = "documentField",
    FIELD_NAME = "fieldName", DOCUMENT_KIND = "documentKind",
}

terms! {
    /// European Legislation Identifier.
    eli, "http://data.europa.eu/eli/ontology#":
    LEGAL_RESOURCE = "LegalResource", SUBDIVISION = "LegalResourceSubdivision", EXPRESSION = "LegalExpression",
    HAS_PART = "has_part", HAS_ANNEX = "has_annex", IS_PART_OF = "is_part_of", REALIZES = "realizes",
    TITLE = "title", ID_LOCAL = "id_local", CITES = "cites", BASED_ON = "based_on",
    ENSURES_IMPLEMENTATION_OF = "ensures_implementation_of", REPEALS = "repeals",
    PASSED_BY = "passed_by", DATE_DOCUMENT = "date_document", JURISDICTION = "jurisdiction",
    FIRST_DATE_ENTRY_IN_FORCE = "first_date_entry_in_force", DATE_NO_LONGER_IN_FORCE = "date_no_longer_in_force",
    IN_FORCE = "in_force", HOLDS = "InForce-inForce", HOLDS_NO_MORE = "InForce-notInForce",
}

terms! {
    /// DCMI metadata terms.
    dct, "http://purl.org/dc/terms/":
    IDENTIFIER = "identifier", TITLE = "title", IS_PART_OF = "isPartOf", SPATIAL = "spatial",
}

terms! {
    /// RDF Schema.
    rdfs, "http://www.w3.org/2000/01/rdf-schema#":
    LABEL = "label",
}

terms! {
    /// W3C Organization ontology.
    org, "http://www.w3.org/ns/org#":
    ORGANIZATION = "Organization", SUB_ORGANIZATION_OF = "subOrganizationOf",
}

terms! {
    /// Simple Knowledge Organization System.
    skos, "http://www.w3.org/2004/02/skos/core#":
    CONCEPT = "Concept", PREF_LABEL = "prefLabel", ALT_LABEL = "altLabel",
}

terms! {
    /// schema.org.
    schema, "https://schema.org/":
    PLAN_ACTION = "PlanAction", QUANTITATIVE_VALUE = "QuantitativeValue", NAME = "name", VALUE = "value",
    MIN_VALUE = "minValue", MAX_VALUE = "maxValue", UNIT_TEXT = "unitText",
}

terms! {
    /// PROV-O.
    prov, "http://www.w3.org/ns/prov#":
    ACTIVITY = "Activity", ASSOCIATION = "Association", ENTITY = "Entity", AGENT = "agent", HAD_ROLE = "hadRole",
    USED = "used", WAS_GENERATED_BY = "wasGeneratedBy", WAS_ATTRIBUTED_TO = "wasAttributedTo",
    WAS_DERIVED_FROM = "wasDerivedFrom", WAS_INFLUENCED_BY = "wasInfluencedBy",
}

terms! {
    /// OWL-Time.
    time, "http://www.w3.org/2006/time#":
    INTERVAL = "Interval", INSTANT = "Instant", HAS_BEGINNING = "hasBeginning", HAS_END = "hasEnd",
    IN_XSD_DATE = "inXSDDate", HAS_XSD_DURATION = "hasXSDDuration",
}

terms! {
    /// QUDT.
    qudt, "http://qudt.org/schema/qudt/":
    QUANTITY_VALUE = "QuantityValue", NUMERIC_VALUE = "numericValue", HAS_UNIT = "hasUnit", UNIT = "Unit",
}

terms! {
    /// ODRL, whose operators compare a result with the value of its target.
    odrl, "http://www.w3.org/ns/odrl/2/":
    GTEQ = "gteq", LTEQ = "lteq", EQ = "eq",
}

terms! {
    /// Web Annotation.
    oa, "http://www.w3.org/ns/oa#":
    SPECIFIC_RESOURCE = "SpecificResource", HAS_SOURCE = "hasSource", HAS_SELECTOR = "hasSelector",
    POSITION_SELECTOR = "TextPositionSelector", QUOTE_SELECTOR = "TextQuoteSelector",
    START = "start", END = "end", EXACT = "exact",
    ANNOTATION = "Annotation", HAS_TARGET = "hasTarget", HAS_BODY = "hasBody", MOTIVATED_BY = "motivatedBy",
    LINKING = "linking",
}

terms! {
    /// SHACL.
    sh, "http://www.w3.org/ns/shacl#":
    VALIDATION_RESULT = "ValidationResult", FOCUS_NODE = "focusNode", RESULT_SEVERITY = "resultSeverity",
    RESULT_MESSAGE = "resultMessage", CONSTRAINT_COMPONENT = "ConstraintComponent", SOURCE_CONSTRAINT_COMPONENT = "sourceConstraintComponent",
    VIOLATION = "Violation", WARNING = "Warning", INFO = "Info",
}

/// The prefixes under which the namespaces are known in queries, exports and the documentation.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dct", dct::NAMESPACE),
    ("eli", eli::NAMESPACE),
    ("oa", oa::NAMESPACE),
    ("odrl", odrl::NAMESPACE),
    ("org", org::NAMESPACE),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", prov::NAMESPACE),
    ("qudt", qudt::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", rdfs::NAMESPACE),
    ("schema", schema::NAMESPACE),
    ("sh", sh::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("time", time::NAMESPACE),
    ("unit", "http://qudt.org/vocab/unit/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("zt", zt::NAMESPACE),
];

/// A term of the project's own, such as a concept of one of its schemes.
pub(crate) fn own(local: &str) -> oxrdf::NamedNode {
    oxrdf::NamedNode::new_unchecked(format!("{}{local}", zt::NAMESPACE))
}

/// `rdf:type`.
pub const TYPE: NamedNodeRef<'static> = oxrdf::vocab::rdf::TYPE;
