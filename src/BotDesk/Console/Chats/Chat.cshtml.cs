using BotDesk.Access;
using BotDesk.Knowledge.Ranking;
using BotDesk.LiveChat;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Mvc;

namespace BotDesk.Console.Chats;

/// <summary><c>/console/chats/CHAT3</c>: one live chat, and what its agent can do in it.</summary>
internal sealed class ChatModel(
    SignedInPerson signedIn, LiveChatBook book, LiveChatDesk desk, LiveChatSuggestions suggestions, ChatWork work, PeopleDesk people, PolicySource policy, TicketTimes times)
    : ChatListModel(signedIn, book, policy, times)
{
    public IReadOnlyList<TicketEntry> Transcript { get; private set; } = [];

    public IReadOnlyList<KnowledgeResult> Articles { get; private set; } = [];

    public IReadOnlyList<Person> Agents { get; private set; } = [];

    public IReadOnlyList<Choice> Resolutions { get; private set; } = [];

    public IReadOnlyList<AssignmentGroup> Groups => Policy.Groups;

    /// <summary>What was sent and refused, to be shown again; otherwise empty.</summary>
    public ChatForm Form { get; private set; } = new();

    public Refusal? Refusal { get; private set; }

    public bool IsMine => Chat!.Status == LiveChatStatus.Live && Chat.AgentId == Reader.Id;

    public bool MayTake => Reader.IsAgent && Chat!.Status == LiveChatStatus.Waiting;

    public bool MayTakeOver => Reader.IsAgent && Chat!.Status == LiveChatStatus.Live && !IsMine;

    public string AuthorOf(TicketEntry line) => line.Author is not { } author ? "The desk" : author.Id == Reader.Id ? "You" : author.Name;

    public string? Error(string field) => Refusal?.Field == field ? Refusal.Message.ToString() : null;

    public string Typed(string form) => Form.Do == form ? Form.Words : "";

    public async Task<IActionResult> OnGetAsync(string number) =>
        await LoadAsync(number) ?? (number == Chat!.Number ? Page() : RedirectToPage(new { number = Chat.Number }));

    public async Task<IActionResult> OnPostAsync(string number, [FromForm(Name = "")] ChatForm form)
    {
        if (await LoadAsync(number) is { } no)
        {
            return no;
        }

        Refusal = await work.DoAsync(Chat!.Number, Reader, form);
        if (Refusal is null)
        {
            return RedirectToPage(new { number = Chat.Number });
        }

        await LoadAsync(number);
        Form = form;
        Response.StatusCode = Refusal.Kind.HttpStatus();
        return Page();
    }

    /// <returns>What to answer instead of the page; null when everything was found.</returns>
    private async Task<IActionResult?> LoadAsync(string number)
    {
        if (LiveChatNumber.Normalise(number) is not { } spelt || await Book.FindAsync(spelt) is not { } chat)
        {
            return Nothing(StatusCodes.Status404NotFound, "No such chat", $"There is no chat {(number.Length > 40 ? number[..40] + "…" : number)}. Numbers look like CHAT3.");
        }

        if (chat.RequesterId == Reader.Id)
        {
            // Remarks among agents stand here, and its requester reads none of them, whatever else they are.
            return Notice.Show(new Notice("Your own chat", "You asked for a person yourself, so a colleague talks with you in your own chat.", ("Your chat", "~/")), StatusCodes.Status403Forbidden);
        }

        Chat = chat;
        Transcript = await Book.TranscriptAsync(chat.Number);
        await LoadListAsync();
        if (IsMine)
        {
            Agents = [.. (await people.AgentsAsync()).Where(agent => agent.Id != chat.RequesterId && agent.Id != Reader.Id)];
            Resolutions = desk.Resolutions(chat);
            var said = Transcript.LastOrDefault(line => line.AuthorId == chat.RequesterId && line is { Kind: EntryKind.Comment, Text: not null })?.Text ?? chat.Ticket.Description;
            Articles = suggestions.For(said, chat.Requester);
        }

        return null;
    }
}
