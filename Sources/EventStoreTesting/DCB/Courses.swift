import EventSourcing
import StrictJSON

/// Course subscriptions: a course has so many seats, a student takes at most five courses, and neither is enough of a
/// boundary alone.
enum Courses {
    static let coursesPerStudent = 5

    /// Opens a course.
    static func define(_ course: String, seats: Int64, in store: some EventStore) async throws {
        let decider = DefineCourse(course: course, capacity: seats)
        try await store.perform(decider, in: StreamID("course-subscriptions"), at: .minimum)
    }

    /// Gives a student a seat; false where there is none left.
    static func subscribe(_ student: String, to course: String, in store: some EventStore) async throws -> Bool {
        let decider = SubscribeStudent(student: student, course: course)
        do {
            try await store.perform(decider, in: StreamID("course-subscriptions"), at: .minimum)
            return true
        } catch let refusal as Refusal where refusal == SubscribeStudent.isBooked(course) {
            return false
        }
    }
}

/// `CourseDefined`, unless there is a course of this id.
struct DefineCourse: Decider {
    let course: String
    let capacity: Int64
    var exists = false

    func query() throws -> Query { try .of(kinds: ["CourseDefined"], tags: ["course:\(course)"]) }

    mutating func apply(_ event: RecordedEvent) { exists = true }

    func decide(at now: Timestamp) throws -> Fact {
        guard !exists else { throw Refusal("Course with id \"\(course)\" already exists") }
        return try Fact("CourseDefined") { data in
            data.key("courseId")
            data.string(course)
            data.key("capacity")
            data.integer(capacity)
        }
    }
}

/// `CourseCapacityChanged`, if there is such a course.
struct ChangeCapacity: Decider {
    let course: String
    let capacity: Int64
    var exists = false

    func query() throws -> Query { try .of(kinds: ["CourseDefined"], tags: ["course:\(course)"]) }

    mutating func apply(_ event: RecordedEvent) { exists = true }

    func decide(at now: Timestamp) throws -> Fact {
        guard exists else { throw Refusal("Course \"\(course)\" does not exist") }
        return try Fact("CourseCapacityChanged") { data in
            data.key("courseId")
            data.string(course)
            data.key("newCapacity")
            data.integer(capacity)
        }
    }
}

/// `StudentSubscribedToCourse`, if the course has a seat and the student may take one more course.
struct SubscribeStudent: Decider {
    let student: String
    let course: String
    var capacity: Int64?
    var seatsTaken: Int64 = 0
    var coursesTaken = 0
    var isSubscribed = false

    init(student: String, course: String) {
        self.student = student
        self.course = course
    }

    static func isBooked(_ course: String) -> Refusal { Refusal("Course \"\(course)\" is already fully booked") }

    func query() throws -> Query {
        try Query([
            .of(
                kinds: ["CourseDefined", "CourseCapacityChanged", "StudentSubscribedToCourse"],
                tags: ["course:\(course)"]),
            .of(kinds: ["StudentSubscribedToCourse"], tags: ["student:\(student)"]),
        ])
    }

    mutating func apply(_ event: RecordedEvent) {
        switch event.kind.name {
        case "CourseDefined": capacity = event.data("capacity")?.integer
        case "CourseCapacityChanged": capacity = event.data("newCapacity")?.integer
        default:
            let isHere = event.data("courseId")?.string == course
            let isStudent = event.data("studentId")?.string == student
            if isHere { seatsTaken += 1 }
            if isStudent { coursesTaken += 1 }
            if isHere && isStudent { isSubscribed = true }
        }
    }

    func decide(at now: Timestamp) throws -> Fact {
        guard let capacity else { throw Refusal("Course \"\(course)\" does not exist") }
        guard seatsTaken < capacity else { throw Self.isBooked(course) }
        guard !isSubscribed else { throw Refusal("Student already subscribed to this course") }
        guard coursesTaken < Courses.coursesPerStudent else {
            throw Refusal("Student already subscribed to \(Courses.coursesPerStudent) courses")
        }
        return try Fact("StudentSubscribedToCourse") { data in
            data.key("studentId")
            data.string(student)
            data.key("courseId")
            data.string(course)
        }
    }
}
