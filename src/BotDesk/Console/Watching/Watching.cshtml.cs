using System.Globalization;
using BotDesk.Access;
using BotDesk.Audit;
using BotDesk.Console.Html;
using BotDesk.Data;
using BotDesk.Knowledge;
using BotDesk.Tickets;
using BotDesk.Watching;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace BotDesk.Console.Watching;

/// <summary><c>/console/watching</c>: the channels in which the bot reads along, how often it helped there, and how it answers.</summary>
internal sealed class WatchingModel(SignedInPerson signedIn, WatchBook book, KnowledgeDesk articles, DeskWriter writer, TicketTimes times) : ConsolePage(signedIn)
{
    public static readonly int[] Spans = [7, 30, 90, 365];

    private const int UsualDays = 30;

    public IReadOnlyList<WatchedChannel> Channels { get; private set; } = [];

    public IReadOnlyDictionary<long, WatchNumbers> Numbers { get; private set; } = new Dictionary<long, WatchNumbers>();

    /// <summary>The channel that is looked at; null: all of them.</summary>
    public WatchedChannel? Channel { get; private set; }

    public WatchNumbers Of { get; private set; } = new();

    public IReadOnlyList<ArticleNumbers> Articles { get; private set; } = [];

    /// <summary>Of the articles that the reader may read, by number.</summary>
    public Dictionary<string, string> Titles { get; } = new(StringComparer.Ordinal);

    public int Days { get; private set; } = UsualDays;

    public Refusal? Refusal { get; private set; }

    public bool MayChange => WatchDesk.May(Reader);

    public async Task<IActionResult> OnGetAsync(long? id, int? days)
    {
        await LoadAsync(id, days);
        return id is not null && Channel is null ? Nothing(StatusCodes.Status404NotFound, "No such channel", "This channel is not watched, and never was.") : Page();
    }

    public Task<IActionResult> OnPostModeAsync(long id, string? mode) => ActAsync(
        id, desk => Enum.TryParse<WatchMode>(mode, out var wanted) && Enum.IsDefined(wanted) ? desk.SetAsync(Reader, id, wanted) : Task.FromResult<Outcome<WatchedChannel>>(Refusal.Invalid("mode", "Choose how to answer.")));

    public Task<IActionResult> OnPostLearnAsync(long id) => ActAsync(id, desk => desk.LearnAnewAsync(Reader, id));

    public IHtmlContent Moment(DateTimeOffset at) => Moments.Time(at, times.At(at, Reader).ToLowerFirst(), times.Exactly(at, Reader));

    /// <summary>What somebody reads of how a channel is answered in.</summary>
    public static string ModeWords(WatchMode mode) => mode switch
    {
        WatchMode.Thread => "Answers in the thread",
        WatchMode.Direct => "Answers by direct message",
        _ => "Not watched",
    };

    public static string Percent(double? share) => share is { } known ? $"{Math.Round(known * 100).ToString(CultureInfo.InvariantCulture)} %" : "–";

    public static string Reason(string reason) => reason switch
    {
        "notSure" => "No article was sure enough",
        "doesNotHelpHere" => "It learned that this does not help here",
        "givenLately" => "The asker had been given the article lately",
        "tooMany" => "There were enough answers just before",
        "personWasFirst" => "A person answered first",
        "tooLate" => "The question had waited too long",
        "withdrawn" => "The asker deleted the question",
        "notReachable" => "The asker takes no direct messages",
        _ => "The channel was no longer watched",
    };

    private async Task LoadAsync(long? id, int? days)
    {
        Days = days is { } span && Spans.Contains(span) ? span : UsualDays;
        if (id is null)
        {
            (Channels, Numbers) = (await book.ChannelsAsync(), await book.NumbersAsync(Days));
        }
        else if (await book.FindAsync(id.Value) is { } channel)
        {
            Channel = channel;
            (Of, Articles) = await book.NumbersAsync(channel, Days);
            foreach (var (number, _, _, _) in Articles)
            {
                if (await articles.FindAsync(number, Reader) is { } article)
                {
                    Titles[number] = article.Title;
                }
            }
        }
    }

    private async Task<IActionResult> ActAsync(long id, Func<WatchDesk, Task<Outcome<WatchedChannel>>> operation)
    {
        Refusal = await writer.WriteAsync(async scope =>
        {
            scope.GetRequiredService<Acting>().Via = "console";
            return (await operation(scope.GetRequiredService<WatchDesk>())).Refusal;
        });
        if (Refusal is null)
        {
            return RedirectToPage("/Watching/Watching", new { id });
        }

        await LoadAsync(id, null);
        Response.StatusCode = Refusal.Kind.HttpStatus();
        return Channel is null ? Nothing(Response.StatusCode, "No such channel", Refusal.Message.ToString()!) : Page();
    }
}
