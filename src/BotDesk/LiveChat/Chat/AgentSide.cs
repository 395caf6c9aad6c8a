using BotDesk.Conversation;
using BotDesk.Policy;
using BotDesk.Protocol;

namespace BotDesk.LiveChat.Chat;

/// <summary>
/// An agent's side, in the conversation where they took it: what they write there goes to the requester, to exactly one, except what is
/// marked (<see cref="AgentLine"/>).
/// </summary>
internal sealed class AgentSide(LiveChatDesk desk, LiveChatBook book, AgentCommands commands)
{
    /// <summary>What <see cref="Awaited.Question"/> says while the desk has asked for whom something was.</summary>
    public const string Whom = "liveChat.whom";

    /// <summary>What it says while something is held back that may be internal.</summary>
    public const string Held = "liveChat.held";

    /// <param name="here">The agent's conversations in this place; not empty.</param>
    /// <returns>False when it is for the desk.</returns>
    public async Task<bool> WritesAsync(Turn turn, IReadOnlyList<LiveConversation> here)
    {
        var line = AgentLine.Read(turn.Text);
        if (turn.Files.NotRelayed > 0)
        {
            turn.Say(Phrase.Of("liveChat.fileNotPassed"));
        }

        if (turn.Activity.HasCard())
        {
            turn.Say(Phrase.Of("liveChat.cardNotSent"));
        }

        if (turn.Text.Length == 0 && turn.Files.Pictures.Count == 0)
        {
            return true;
        }

        if (turn.Files.Pictures.Count > 0 && line.Kind != AgentLineKind.Words)
        {
            turn.Say(Phrase.Of("liveChat.pictureNotSent"));
        }

        switch (line.Kind)
        {
            case AgentLineKind.Command when line is { Name: "desk", Rest.Length: > 0 }:
                turn.Text = line.Rest;
                return false;
            case AgentLineKind.Command:
                await commands.DoAsync(turn, line.Name, line.Rest, here);
                return true;
            case AgentLineKind.Desk:
                return false;
            case AgentLineKind.Doubtful:
                turn.State = turn.State with { Said = turn.Text, Awaiting = new(Held, null) };
                turn.Say(Phrase.Of("liveChat.doubtful"));
                return true;
            case AgentLineKind.Words when line.To is { } number:
                await SayAsync(turn, number, line.Rest, several: here.Count > 1);
                return true;
            default:
                await SayToOneAsync(turn, here);
                return true;
        }
    }

    /// <summary>Sends it to the only one, or to the one the agent wrote to last; never to a guess.</summary>
    private async Task SayToOneAsync(Turn turn, IReadOnlyList<LiveConversation> here)
    {
        if (turn.State.Awaiting?.Question == Whom && turn.State.Said is { } waiting && Choice(turn.Text, here) is { } chosen)
        {
            turn.State = turn.State with { Awaiting = null, Said = null };
            await SayAsync(turn, chosen.Number, waiting, several: true);
            return;
        }

        var last = here.MaxBy(chat => chat.AgentMark)!;
        foreach (var other in here.Where(other => other.Id != last.Id))
        {
            // Somebody else has written since: now nobody but the agent knows whom they answer.
            if ((await book.TranscriptAsync(other.Number, after: last.AgentMark)).Exists(line => line.AuthorId == other.RequesterId))
            {
                if (turn.Files.Pictures.Count > 0)
                {
                    turn.Say(Phrase.Of("liveChat.whosePicture", new { one = last.Number, other = other.Number }));
                    return;
                }

                turn.State = turn.State with { Said = turn.Text, Awaiting = new(Whom, null) };
                turn.Show("conversation/choices", new
                {
                    question = Phrase.Of("liveChat.whose"),
                    choices = here.Select(chat => new { title = $"{chat.Requester.Name}, {chat.Number}", text = $"/to {chat.Number}" }),
                });
                return;
            }
        }

        await SayAsync(turn, last.Number, turn.Text, here.Count > 1);
    }

    private async Task SayAsync(Turn turn, string number, string text, bool several)
    {
        var outcome = await desk.SayAsync(number, turn.Person, text, turn.Files.Pictures);
        turn.State = turn.State with { Awaiting = null, Said = null };
        turn.Answer(outcome.Refusal);
        if (several && outcome.Value is { } chat)
        {
            turn.Say(Phrase.Of("liveChat.sentTo", new { who = chat.Requester.Name, chat.Number }));
        }
    }

    private static LiveConversation? Choice(string text, IReadOnlyList<LiveConversation> here) =>
        LiveChatNumber.Normalise(text) is { } number ? here.FirstOrDefault(chat => chat.Number == number) : null;
}

/// <summary>What an agent tells the desk with a slash, in the middle of talking: none of it reaches the requester unless its name says so.</summary>
internal sealed class AgentCommands(LiveChatDesk desk, LiveChatBook book, LiveChatSuggestions suggestions, SubjectCards subjects, PolicySource policy, People.PeopleDesk people)
{
    /// <param name="here">The agent's conversations in this place; may be empty.</param>
    public async Task DoAsync(Turn turn, string name, string rest, IReadOnlyList<LiveConversation> here)
    {
        if (name is "help" or "hilfe" or "?" or "")
        {
            turn.Say(Phrase.Of("liveChat.help"));
            return;
        }

        if (name == "desk")
        {
            turn.Say(here.Count == 0 ? Phrase.Of("liveChat.deskAlready") : Phrase.Of("liveChat.deskWhat"));
            return;
        }

        if (name is not ("note" or "notiz" or "remark" or "internal" or "articles" or "send" or "transfer" or "end" or "to" or "say" or "card"))
        {
            turn.Say(Phrase.Of("liveChat.unknownCommand", new { name, help = Phrase.Of("liveChat.help") }));
            return;
        }

        if (here.Count == 0)
        {
            turn.Say(Phrase.Of("liveChat.nobodyHere"));
            return;
        }

        if (await WhichAsync(turn, name, rest, here) is not { } chat)
        {
            return;
        }

        turn.Answer(await DoAsync(turn, name, rest, chat, here.Count > 1));
    }

    /// <summary>The conversation that is meant: named, or the only one. Where there are several and none is named, nothing is done.</summary>
    private static Task<LiveConversation?> WhichAsync(Turn turn, string name, string rest, IReadOnlyList<LiveConversation> here)
    {
        var named = rest.Split([' ', ':', '\n'], 2)[0];
        var chosen = LiveChatNumber.Normalise(named) is { } number ? here.FirstOrDefault(chat => chat.Number == number) : null;
        if (chosen is null && (here.Count > 1 || name == "to"))
        {
            turn.Say(name == "to" && here.Count == 1
                ? Phrase.Of("liveChat.whichOne")
                : Phrase.Of("liveChat.whichOf", new { choices = here.Select(chat => Phrase.Plain($"/{name} {chat.Number} … ({chat.Requester.Name})")).Aggregate((one, other) => Phrase.Of("liveChat.or", new { one, other })) }));
        }

        return Task.FromResult(chosen ?? (here.Count == 1 && name != "to" ? here[0] : null));
    }

    private async Task<Refusal?> DoAsync(Turn turn, string name, string rest, LiveConversation chat, bool several)
    {
        var text = WithoutNumber(rest, chat.Number);
        switch (name)
        {
            case "note" or "notiz" or "remark" or "internal":
                // Without words: what was held back because it looked internal.
                var remark = text.Length == 0 && turn.State is { Awaiting.Question: AgentSide.Held, Said: { } held } ? held : text;
                return Done(turn, await desk.RemarkAsync(chat.Number, turn.Person, remark), Phrase.Of("liveChat.kept", new { who = chat.Requester.Name }));
            case "articles":
                return await SuggestAsync(turn, chat);
            case "send":
                return Done(turn, await desk.SendArticleAsync(chat.Number, turn.Person, ArticleNumber(text)), Phrase.Of("liveChat.articleSent", new { article = ArticleNumber(text), who = chat.Requester.Name }));
            case "transfer":
                return await TransferAsync(turn, chat, text);
            case "end":
                return await EndAsync(turn, chat, text);
            case "card":
                await subjects.ShowAsync(turn, chat.CardForAgents);
                return null;
            default:
                return await SayAsync(turn, chat, text, several || name == "to");
        }
    }

    private async Task<Refusal?> SayAsync(Turn turn, LiveConversation chat, string text, bool tell)
    {
        var words = text.Length > 0 ? text : turn.State is { Awaiting.Question: AgentSide.Held or AgentSide.Whom, Said: { } held } ? held : "";
        if (words.Length > 0)
        {
            return Done(turn, await desk.SayAsync(chat.Number, turn.Person, words, []), tell ? Phrase.Of("liveChat.sentTo", new { who = chat.Requester.Name, chat.Number }) : null);
        }

        return Done(turn, await desk.ChooseAsync(chat.Number, turn.Person), Phrase.Of("liveChat.nowTo", new { who = chat.Requester.Name, chat.Number }));
    }

    private async Task<Refusal?> SuggestAsync(Turn turn, LiveConversation chat)
    {
        var said = (await book.TranscriptAsync(chat.Number)).LastOrDefault(line => line.AuthorId == chat.RequesterId && line is { Text: not null, Kind: Tickets.EntryKind.Comment })?.Text ?? chat.Ticket.Description;
        if (suggestions.For(said, chat.Requester) is { Count: > 0 } articles)
        {
            turn.Show("liveChat/articles", suggestions.Card(chat, articles));
        }
        else
        {
            turn.Say(Phrase.Of("liveChat.noArticleFor", new { who = chat.Requester.Name }));
        }

        return null;
    }

    private async Task<Refusal?> TransferAsync(Turn turn, LiveConversation chat, string text)
    {
        var parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        var (to, note) = (parts[0], parts.Length > 1 ? parts[1] : "");
        var group = policy.Current.Groups.FirstOrDefault(each => Is(each.Key, to) || each.Name.IsCalled(to));
        var agent = group is null ? (await people.AgentsAsync()).Where(each => Is(each.Handle, to) || Is(each.Name, to)).ToList() : [];
        if (group is null && agent.Count != 1)
        {
            return Refusal.Invalid("group", Phrase.Of("liveChat.transferUnknown", new { to, who = chat.Requester.Name, all = string.Join(", ", policy.Current.Groups.Select(each => each.Key).Concat((await people.AgentsAsync()).Select(each => each.Handle))) }));
        }

        return Done(turn, await desk.TransferAsync(chat.Number, turn.Person, group?.Key ?? "", group is null ? agent[0].Handle : "", note), Phrase.Of("liveChat.isWith", new { chat.Number, whom = group?.Name ?? agent[0].Name, who = chat.Requester.Name }));
    }

    private async Task<Refusal?> EndAsync(Turn turn, LiveConversation chat, string text)
    {
        if (text.Length == 0)
        {
            return Refusal.Invalid("resolution", Phrase.Of("liveChat.endHow", new { who = chat.Requester.Name, ticket = chat.Ticket.Number }));
        }

        var open = text.Trim().ToLowerInvariant() is "open" or "offen";
        return Done(turn,
            await desk.EndAsync(chat.Number, turn.Person, open ? "" : desk.Resolutions(chat)[0].Key, open ? "" : text),
            open ? Phrase.Of("liveChat.endedOpen", new { ticket = chat.Ticket.Number }) : Phrase.Of("liveChat.endedResolved", new { ticket = chat.Ticket.Number }));
    }

    private static Refusal? Done(Turn turn, Outcome<LiveConversation> outcome, Phrase? words)
    {
        if (outcome.Refusal is null)
        {
            turn.State = turn.State with { Awaiting = null, Said = null };
            if (words is not null)
            {
                turn.Say(words);
            }
        }

        return outcome.Refusal;
    }

    private static string WithoutNumber(string rest, string number) =>
        rest.Split([' ', ':', '\n'], 2) is [var first, .. var others] && LiveChatNumber.Normalise(first) == number ? (others.Length > 0 ? others[0].Trim().TrimStart(':').Trim() : "") : rest;

    private static string ArticleNumber(string text) => text.Trim().ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal);

    private static bool Is(string one, string other) => one.Equals(other.Trim(), StringComparison.OrdinalIgnoreCase);
}
