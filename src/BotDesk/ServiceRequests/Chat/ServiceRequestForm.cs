using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.ServiceRequests.Chat;

/// <summary>The short form of a service request, filled in from what was said.</summary>
internal sealed class ServiceRequestForm(ServiceRequestDesk desk, PolicySource policy, TicketCards cards) : IForm
{
    public const string CardPath = "serviceRequests/form";

    public string Path => CardPath;

    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "title", "description", "forWhom", "service", "neededBy" };

    public object Model(Turn turn, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, string> errors) => new
    {
        item = policy.Current.FindCatalogItem(Field(fields, "item"))?.Name,
        title = Field(fields, "title"),
        description = Field(fields, "description"),
        forWhom = Field(fields, "forWhom"),
        service = Field(fields, "service"),
        services = policy.Current.Services.Select(service => new { title = service.Name, value = service.Key }),
        neededBy = Field(fields, "neededBy"),
        errors = new
        {
            title = errors.GetValueOrDefault("title"),
            description = errors.GetValueOrDefault("description"),
            forWhom = errors.GetValueOrDefault("forWhom"),
            service = errors.GetValueOrDefault("service"),
            neededBy = errors.GetValueOrDefault("neededBy"),
        },
    };

    public IReadOnlyDictionary<string, string> Check(IReadOnlyDictionary<string, string> fields) => desk.Check(Order(fields));

    public async Task<Outcome<FormDone>> SubmitAsync(Turn turn, IReadOnlyDictionary<string, string> fields)
    {
        var outcome = await desk.FileAsync(turn.Person, Order(fields));
        if (!outcome.Is(out var request, out var refusal))
        {
            return refusal;
        }

        turn.State = turn.State with { Ticket = request.Number };
        turn.Show("tickets/filed", cards.Filed(request, desk.Next(request)));
        return new FormDone($"Filed as {request.Number}", request.Title);
    }

    private static RequestOrder Order(IReadOnlyDictionary<string, string> fields) => new(
        Field(fields, "item"), Field(fields, "title"), Field(fields, "description"), Field(fields, "forWhom"), Field(fields, "service"), Field(fields, "neededBy"));

    private static string Field(IReadOnlyDictionary<string, string> fields, string name) => fields.GetValueOrDefault(name, "");
}

/// <summary>Sends the form.</summary>
internal sealed class FileRequestVerb(FormDesk desk, ServiceRequestForm form, Tickets.Chat.TicketTalk talk) : SubmitVerb(desk, form)
{
    public override Task ShowPresentAsync(Turn turn, CardAction action) => talk.ShowFiledAsync(turn);
}

/// <summary>"I need Visio": opens the form, filled in.</summary>
internal sealed class NewRequest(FormDesk forms, PolicySource policy) : IIntentHandler
{
    public IReadOnlyList<Intent> Intents { get; } = [Intent.RequestItem];

    public Task HandleAsync(Turn turn)
    {
        Open(turn, turn.Text);
        return Task.CompletedTask;
    }

    public void Open(Turn turn, string said)
    {
        var entities = turn.Understood.Entities;
        var item = FindItem(said, entities.Item);
        turn.State = turn.State with { Said = said };
        forms.Open(turn, ServiceRequestForm.CardPath, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["item"] = item?.Key ?? "",
            ["title"] = item?.Name ?? TicketTitle.From(said),
            ["description"] = said,
            ["forWhom"] = entities.Person ?? "",
            ["service"] = item?.Service ?? entities.Service ?? "",
            ["neededBy"] = "",
        });
    }

    /// <summary>The catalog item that is meant: the one whose name or keyword is the longest of those that were said.</summary>
    private CatalogItem? FindItem(string said, string? named)
    {
        var text = $" {said} {named} ".ToLowerInvariant();
        return policy.Current.Catalog
            .Select(item => (item, length: item.Keywords.Append(item.Name).Where(word => ContainsWord(text, word.ToLowerInvariant())).Select(word => word.Length).DefaultIfEmpty().Max()))
            .Where(match => match.length > 0)
            .OrderByDescending(match => match.length)
            .Select(match => match.item)
            .FirstOrDefault();
    }

    private static bool ContainsWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (!char.IsLetterOrDigit(text[at - 1]) && !char.IsLetterOrDigit(text[at + word.Length]))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>"request something", and what it is.</summary>
internal sealed class NewRequestCommand(NewRequest newRequest) : ICommand
{
    private const string Prefix = "request:";

    public ValueTask<bool> TryHandleAsync(Turn turn)
    {
        var text = turn.Text.Trim();
        if (text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && text.Length > Prefix.Length)
        {
            newRequest.Open(turn, text[Prefix.Length..].Trim());
            return ValueTask.FromResult(true);
        }

        if (text.TrimEnd('.', '!', '?').ToLowerInvariant() is "request something" or "new request" or "i need something" or "order something")
        {
            turn.State = turn.State with { Awaiting = new("serviceRequests.describe", null) };
            turn.Say("What do you need? For example \"a second monitor\" or \"Visio for Anna\".");
            return ValueTask.FromResult(true);
        }

        if (turn.State.Awaiting?.Question != "serviceRequests.describe")
        {
            return ValueTask.FromResult(false);
        }

        turn.State = turn.State with { Awaiting = null };
        if (ShortReplies.Recognise(text) is ShortReply.Cancel or ShortReply.No)
        {
            turn.Say("Fine, nothing was filed.");
        }
        else
        {
            newRequest.Open(turn, text);
        }

        return ValueTask.FromResult(true);
    }
}
