import StrictJSON

extension Place {
    enum Field: String, FieldName {
        case name, lat, lon, radius, precision
        static let table = FieldTable<Field>()
    }

    /// Reads `body.place`; nil where it says nothing.
    init?(decoding json: JSONValue) throws(InvalidEvent) {
        var place = Place()
        let saysSomething = try json.readFields(Field.self) { (field, value) throws(InvalidEvent) in
            switch field {
            case .name: place.name = try value.readName()
            case .lat: place.lat = try value.readNumber(in: -90...90, "write degrees of latitude from -90 to 90")
            case .lon: place.lon = try value.readNumber(in: -180...180, "write degrees of longitude from -180 to 180")
            case .radius:
                let range = 0...Double.greatestFiniteMagnitude
                place.radius = try value.readNumber(in: range, "write a radius in metres, 0 or more")
            case .precision: place.precision = try value.readChoice(Precision.self)
            }
        }
        if place.lat != nil, place.lon == nil { throw .missing("lon", "a place has both 'lat' and 'lon', or neither") }
        if place.lon != nil, place.lat == nil { throw .missing("lat", "a place has both 'lat' and 'lon', or neither") }
        guard saysSomething else { return nil }
        self = place
    }
}
