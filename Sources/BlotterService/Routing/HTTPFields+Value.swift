import HTTPTypes

extension HTTPFields {
    /// The value of a field, as the subscript tells it. That puts a value together anew even where there is only one, and
    /// most requests are asked for a dozen.
    func value(of name: HTTPField.Name) -> String? {
        var only: String?
        for field in self where field.name == name {
            guard only == nil else { return self[name] }
            only = field.value
        }
        return only
    }
}
