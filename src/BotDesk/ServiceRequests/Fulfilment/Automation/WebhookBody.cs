using System.Text.Json;

namespace BotDesk.ServiceRequests.Fulfilment.Automation;

/// <summary>What a program is told: which task of which request, what was answered in the form, and where its result goes.</summary>
internal static class WebhookBody
{
    private const string Type = "request.task.start";

    public static byte[] Of(ServiceRequest request, RequestTask task, WebhookCall call, Uri callback) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            type = Type,
            timestamp = call.StartedAt,
            data = new
            {
                request = request.Number,
                title = request.Title,
                item = request.CatalogItem,
                requester = new { handle = request.Requester.Handle, name = request.Requester.Name, email = request.Requester.Email },
                task = new { key = task.Key, name = task.Name.In(Language.English) },
                answers = request.Answers.ToDictionary(answer => answer.Key, answer => answer.Value),
                callback,
                expires = call.GivesUpAt,
            },
        },
        JsonSerializerOptions.Web);
}
