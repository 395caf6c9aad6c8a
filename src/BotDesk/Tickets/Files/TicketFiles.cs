using System.Security.Cryptography;
using BotDesk.Audit;
using BotDesk.Conversation.Attachments;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotDesk.Tickets.Files;

/// <summary>Keeps the files that people send with their tickets, and decides who gets them: the requester, and who works at the console.</summary>
public sealed class TicketFiles(DeskDb db, TicketDesk desk, TicketNews news, AuditTrail audit, IOptions<SentFileOptions> options, TimeProvider clock)
{
    /// <summary>How long a file waits for the ticket it belongs to.</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromDays(1);

    /// <summary>Adds files to a ticket: its requester's, or an agent's, which the requester sees as well.</summary>
    public Task<Outcome<Ticket>> AddAsync(string number, Person sender, IReadOnlyList<SentFile> files) =>
        AddAsync(number, sender, () => Task.FromResult(files.Select(file => New(sender, file)).ToList()));

    /// <summary>Adds what was held for the sender to a ticket.</summary>
    /// <param name="held">Ids; what is held no more is left out.</param>
    public Task<Outcome<Ticket>> AddHeldAsync(string number, Person sender, IReadOnlyList<string> held) => AddAsync(number, sender, () => HeldAsync(sender, held));

    /// <summary>Holds files until there is a ticket.</summary>
    /// <returns>All that are held with them, or why not.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> HoldAsync(Person sender, IReadOnlyList<string> before, IReadOnlyList<SentFile> files)
    {
        var since = clock.GetUtcNow() - HeldFor;
        var sizes = await db.Set<TicketFile>().Where(file => file.TicketId == null && file.SenderId == sender.Id && file.SentAt > since).Select(file => file.Size).ToListAsync();
        if (IsFull(sizes, files.Select(file => file.Bytes.Length)))
        {
            return Refusal.Conflict(Phrase.Of("files.heldFull", new { most = options.Value.MostPerTicket, megabytes = options.Value.LargestTicketMegabytes }));
        }

        var held = files.Select(file => New(sender, file)).ToList();
        db.AddRange(held);
        return new([.. before, .. held.Select(file => file.Id)], null);
    }

    /// <summary>Lets what was held come along with a ticket that was filed just now.</summary>
    public async Task BringAlongAsync(Ticket filed, Person sender, IReadOnlyList<string> held)
    {
        if (await HeldAsync(sender, held) is { Count: > 0 } files)
        {
            Keep(filed, sender, files);
        }
    }

    /// <summary>The file, for whoever may see its ticket.</summary>
    /// <param name="reader">Null: a program that may read every ticket.</param>
    /// <returns>Null when there is none, or it is not for the reader.</returns>
    public async Task<(TicketFile File, byte[] Bytes)?> ReadAsync(string number, string id, Person? reader)
    {
        var found = await (
            from file in db.Set<TicketFile>()
            join ticket in db.Set<Ticket>() on file.TicketId equals ticket.Id
            where file.Id == id && ticket.Number == number
            select new { file, ticket.RequesterId }).FirstOrDefaultAsync();
        if (found is null || (reader is not null && reader.Id != found.RequesterId && !reader.MaySeeConsole))
        {
            return null;
        }

        var content = await db.Set<TicketFileContent>().FirstAsync(content => content.FileId == id);
        return (found.file, content.Bytes);
    }

    private async Task<Outcome<Ticket>> AddAsync(string number, Person sender, Func<Task<List<TicketFile>>> read)
    {
        var own = await desk.OwnAsync(number, sender);
        var isOwn = own.Value is not null;
        if (!isOwn && !sender.IsAgent)
        {
            return own.Refusal!;
        }

        if (!(isOwn ? own : await desk.WorkableAsync(number, sender)).Is(out var ticket, out var refusal))
        {
            return refusal;
        }

        if (TicketDesk.WhyNotAdd(ticket) is { } ended)
        {
            return ended;
        }

        var files = await read();
        var sizes = await db.Set<TicketFile>().Where(file => file.TicketId == ticket.Id).Select(file => file.Size).ToListAsync();
        if (IsFull(sizes, files.Select(file => file.Size)))
        {
            return Refusal.Conflict(Phrase.Of("files.ticketFull", new { ticket.Number, most = options.Value.MostPerTicket, megabytes = options.Value.LargestTicketMegabytes }));
        }

        if (files.Count == 0)
        {
            return Refusal.NotFound(Phrase.Of("files.heldNoMore"));
        }

        Keep(ticket, sender, files);
        var names = string.Join(", ", files.Select(file => file.Name));
        if (isOwn)
        {
            ticket.Answered(clock.GetUtcNow());
            await news.TellAssigneeAsync(ticket, Phrase.Of("files.news.added", new { who = sender.Name, ticket.Number, names }));
        }
        else
        {
            ticket.Touch(clock.GetUtcNow());
            await news.TellRequesterAsync(ticket, sender, Phrase.Of("files.news.sentYou", new { agent = sender.Name, names }), text: null);
        }

        return ticket;
    }

    private void Keep(Ticket ticket, Person sender, List<TicketFile> files)
    {
        foreach (var file in files)
        {
            ticket.Files.Add(file);
        }

        var names = string.Join(", ", files.Select(file => file.Name));
        ticket.History.Add(new TicketEntry { At = clock.GetUtcNow(), AuthorId = sender.Id, Kind = EntryKind.Event, What = Phrase.Of("files.did.added", new { names }) });
        audit.Add(sender, "ticket.filesAdded", ticket.Number, new { files = files.Select(file => file.Id) });
    }

    private async Task<List<TicketFile>> HeldAsync(Person sender, IReadOnlyList<string> held)
    {
        if (held.Count == 0)
        {
            return [];
        }

        var since = clock.GetUtcNow() - HeldFor;
        await db.SaveChangesAsync(); // what came with this very message
        return await db.Set<TicketFile>().AsTracking()
            .Where(file => held.Contains(file.Id) && file.TicketId == null && file.SenderId == sender.Id && file.SentAt > since)
            .OrderBy(file => file.SentAt).ThenBy(file => file.Id).ToListAsync();
    }

    private TicketFile New(Person sender, SentFile sent)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        return new TicketFile
        {
            Id = id,
            SenderId = sender.Id,
            SentAt = clock.GetUtcNow(),
            Name = sent.Name,
            ContentType = sent.ContentType,
            IsPicture = sent.Kind.IsPicture,
            Size = sent.Bytes.Length,
            Content = new TicketFileContent { FileId = id, Bytes = sent.Bytes },
        };
    }

    private bool IsFull(IReadOnlyList<int> kept, IEnumerable<int> more)
    {
        var all = kept.Concat(more).ToList();
        return all.Count > options.Value.MostPerTicket || all.Sum(size => (long)size) > options.Value.LargestTicketBytes;
    }
}
