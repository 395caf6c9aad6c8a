using System.Text.Json.Nodes;

namespace BotDesk.Changes;

/// <summary>What requests look like, for the OpenAPI document.</summary>
internal static class ChangeExamples
{
    public static JsonNode New => JsonNode.Parse(
        """
        {
          "requester": "priya", "type": "normal", "title": "Let guests reach the badge printer", "description": "Open port 8443 from the guest wifi to the badge printers",
          "why": "Visitors cannot print their badges", "service": "network", "items": "fw-guest-01", "environment": "production", "implementer": "priya",
          "plannedStart": "2090-03-01T18:00:00Z", "plannedEnd": "2090-03-01T19:00:00Z", "risk": "low", "testPlan": "Print a badge from the guest wifi", "rollBack": "Remove the rule again"
        }
        """)!;

    /// <summary>A change of the demo company that its requester does.</summary>
    public const string Number = "CHG2";

    public static readonly ChangeResponse Change = new()
    {
        Number = Number,
        Type = "normal",
        Title = "Renew the certificate of the VPN gateway",
        Status = "scheduled",
        Service = "vpn",
        Services = ["vpn"],
        Environment = "production",
        Risk = "medium",
        PlannedStart = DateTimeOffset.UnixEpoch,
        PlannedEnd = DateTimeOffset.UnixEpoch.AddHours(1),
        Requester = new("priya", "Priya Ramanath"),
        Version = 7,
    };

    public static readonly ChangeWithHistory Whole = new()
    {
        Number = Number,
        Type = "normal",
        Title = "Renew the certificate of the VPN gateway",
        Status = "scheduled",
        Service = "vpn",
        Services = ["vpn"],
        Requester = new("priya", "Priya Ramanath"),
        History = [new(DateTimeOffset.UnixEpoch, new("priya", "Priya Ramanath"), "asked for it", null)],
        Version = 7,
    };

    public static JsonNode Decision => JsonNode.Parse("""{ "as": "mira", "text": "Not on a Friday" }""")!;

    public static JsonNode Patch => JsonNode.Parse("""{ "as": "priya", "plannedStart": "2090-03-02T18:00:00Z", "plannedEnd": "2090-03-02T19:00:00Z" }""")!;

    public static JsonNode Act => JsonNode.Parse("""{ "as": "priya" }""")!;

    public static JsonNode Feed => JsonNode.Parse("""{ "as": "priya", "service": "network" }""")!;

    public static JsonNode Said => JsonNode.Parse("""{ "as": "priya", "text": "The tunnel stays down" }""")!;

    public static JsonNode Move => JsonNode.Parse("""{ "as": "priya", "plannedStart": "2090-03-02T18:00:00Z", "plannedEnd": "2090-03-02T19:00:00Z" }""")!;

    public static JsonNode Close => JsonNode.Parse("""{ "as": "helena", "outcome": "with_issues", "text": "The wifi was away for ten minutes; next time one access point at a time" }""")!;
}
