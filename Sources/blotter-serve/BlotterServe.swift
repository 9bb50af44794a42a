import BlotterService
@main enum BlotterServe { static func main() {} }
