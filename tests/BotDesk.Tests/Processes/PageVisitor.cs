using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Processes;

/// <summary>Somebody on the desk's page whose browser goes on when the desk is gone: it sends again what was not acknowledged.</summary>
internal sealed class PageVisitor
{
    private readonly string _token;

    private PageVisitor(string token, string conversationId) => (_token, ConversationId) = (token, conversationId);

    public string ConversationId { get; }

    public static async Task<PageVisitor> OpenAsync(DeskProcess desk, string name)
    {
        using var generated = await desk.Http.PostAsJsonAsync("/v3/directline/tokens/generate", new { user = new { id = $"visitor-{name}", name } });
        var token = (await generated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations") { Headers = { Authorization = new("Bearer", token) } };
        using var started = await desk.Http.SendAsync(request);
        var conversation = await started.Content.ReadFromJsonAsync<JsonElement>();
        return new PageVisitor(conversation.GetProperty("token").GetString()!, conversation.GetProperty("conversationId").GetString()!);
    }

    /// <summary>Sends a message once.</summary>
    /// <param name="clientId">The browser's own id of it, the same when it is sent again.</param>
    /// <returns>The id it was given; null when the desk was gone before it said one.</returns>
    public Task<string?> TrySays(DeskProcess desk, string text, string clientId) => TrySends(desk, new JsonObject { ["type"] = "message", ["text"] = text }, clientId);

    public async Task<string?> TrySends(DeskProcess desk, JsonObject activity, string clientId)
    {
        activity["from"] = new JsonObject { ["id"] = "whoever" };
        activity["channelData"] = new JsonObject { ["clientActivityID"] = clientId };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{ConversationId}/activities")
            {
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", _token) },
                Content = JsonContent.Create(activity),
            };
            using var response = await desk.Http.SendAsync(request);
            return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString() : null;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>Says something and has everything that answers it.</summary>
    public async Task<Reply> Says(DeskProcess desk, string text)
    {
        var id = await TrySays(desk, text, Guid.NewGuid().ToString("N"));
        return await Answer(desk, id!);
    }

    public async Task<Reply> Clicks(DeskProcess desk, ShownCard card, string button)
    {
        var (verb, data) = card.Press(button, null);
        data["verb"] = verb;
        var id = await TrySends(desk, new JsonObject { ["type"] = "message", ["value"] = data }, Guid.NewGuid().ToString("N"));
        return await Answer(desk, id!);
    }

    public Task<Reply> Answer(DeskProcess desk, string id) => Eventually.Answers<Reply>(
        async () => (await History(desk)).Where(shown => shown.ReplyToId == id).ToList() is { Count: > 0 } answers ? Reply.Of(answers) : null, $"an answer to {id}");

    /// <summary>Everything that the page shows after a reload.</summary>
    public async Task<IReadOnlyList<Arrival>> History(DeskProcess desk)
    {
        var all = new List<Arrival>();
        for (var watermark = "0"; ;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{ConversationId}/activities?watermark={watermark}") { Headers = { Authorization = new("Bearer", _token) } };
            using var response = await desk.Http.SendAsync(request);
            var page = await response.Content.ReadFromJsonAsync<JsonElement>();
            if (page.GetProperty("activities").GetArrayLength() == 0)
            {
                return all;
            }

            all.AddRange(page.GetProperty("activities").EnumerateArray().Select(activity => new Arrival(ConversationId, activity.GetProperty("id").GetString()!, IsUpdate: false, activity)));
            watermark = page.GetProperty("watermark").GetString()!;
        }
    }
}
