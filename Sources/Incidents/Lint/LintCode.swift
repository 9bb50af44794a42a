/// What an editor would ask about: the stable name of each question. Programs may rely on the names.
public enum LintCode: String, CaseIterable, Sendable {
    /// Reported, or a number or a claim told, and nobody is named who said it.
    case noSource = "no-source"
    /// Two accounts that look like two sources and come from one.
    case sameOrigin = "same-origin"
    /// The grade and the verification of an entry say different things.
    case gradeConflict = "grade-conflict"
    /// One source says of one claim that it is so and that it is not.
    case contradiction = "contradiction"
    /// A number that should only grow went down, and nobody says why.
    case figureFell = "figure-fell"
    /// The statuses of a unit do not come in the order in which a call goes.
    case statusOrder = "status-order"
    /// The incident is over, and a unit is still out.
    case stillOut = "still-out"
    /// Nobody says when it happened.
    case undated
    /// Its time hangs on an entry that was taken back.
    case hangsOnRetracted = "hangs-on-retracted"
    /// The source said it before it happened.
    case publishedBeforeOccurred = "published-before-occurred"
    /// The source said it long after it happened.
    case toldLate = "told-late"
    /// An update that its source published before one that was recorded earlier.
    case publishedBackwards = "published-backwards"
    /// Nothing happened for long, and the incident was not over.
    case silentGap = "silent-gap"
    /// The incident was never said to be over, and nothing has been said for long.
    case leftOpen = "left-open"
    /// Somebody acted before the first report.
    case actedBeforeReport = "acted-before-report"
    /// The incident ends before its first report.
    case endBeforeBegin = "end-before-begin"
    /// The incident ends at a time of which its source is not sure.
    case endUnsure = "end-unsure"
    /// The end lies whole half hours after the beginning, to the second.
    case endRound = "end-round"
    /// Marked as unverified, and for long nobody has looked into it.
    case unverified
    /// A decision that does not say on what grounds.
    case noGrounds = "no-grounds"
    /// A correction that changes nothing.
    case noEffect = "no-effect"

    /// The question in one line, with the limits that decide it.
    public var question: String {
        switch self {
        case .noSource: "reported, or a figure or claim told, and nobody is named who said it"
        case .sameOrigin: "confirmed, or a figure repeated, by another name that has the same origin"
        case .gradeConflict:
            "verified but graded doubtful or worse, unverified but graded confirmed, false but graded true"
        case .contradiction: "one source denies a claim that it made, and neither entry says how they go together"
        case .figureFell: "a number that counts up the whole incident went down, and no reason is given"
        case .statusOrder: "a unit's statuses are out of order in time, such as on scene before dispatched"
        case .stillOut: "the incident is resolved or closed, and a unit has not left it"
        case .undated: "reported or responded, and nothing says when"
        case .hangsOnRetracted: "a relative time whose anchor was retracted: it keeps its last interval"
        case .publishedBeforeOccurred:
            "published a minute or more before it occurred; warnings of what is to come aside"
        case .toldLate: "published more than --late after it had occurred: told late, or dated back"
        case .publishedBackwards:
            "an update that its source published before another update of it that was recorded earlier"
        case .silentGap: "more than --silence between two entries while the incident was not contained or over"
        case .leftOpen: "open, active or reopened, and more than --silence since the last word"
        case .actedBeforeReport: "responded before the first report of the incident"
        case .endBeforeBegin: "resolved or closed before the first report of it"
        case .endUnsure: "resolved or closed at a time marked uncertain, or unverified, and nobody confirms it"
        case .endRound:
            "begin and end of one source are whole half hours apart to the second; by chance one in 1,800 is"
        case .unverified: "unverified for more than --unverified, and nothing was said about it since"
        case .noGrounds: "a decision without grounds"
        case .noEffect: "a correction of what is retracted, or one that says the same again"
        }
    }
}
