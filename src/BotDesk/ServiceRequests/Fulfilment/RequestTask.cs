using BotDesk.People;
using BotDesk.ServiceRequests.Fulfilment.Automation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.ServiceRequests.Fulfilment;

/// <summary>A part of the work on a request, as the policy was when it was filed.</summary>
public sealed class RequestTask
{
    public long Id { get; set; }

    public long TicketId { get; set; }

    /// <summary>Names it within its request.</summary>
    public required string Key { get; init; }

    public required Phrase Name { get; init; }

    /// <summary>Key of the group that does it.</summary>
    public required string Group { get; init; }

    /// <summary>Its place among the others, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>Those of one stage go side by side; the next stage begins when all of them have ended.</summary>
    public required int Stage { get; init; }

    /// <summary>Once it is done the request can no longer be withdrawn.</summary>
    public bool IsFinal { get; init; }

    public RequestTaskStatus Status { get; private set; }

    /// <summary>Since when it can be done, or is being done by a program.</summary>
    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public long? EndedById { get; private set; }

    public Person? EndedBy { get; private set; }

    /// <summary>What was done, or why it is not needed, as the requester reads it.</summary>
    public string? Note { get; private set; }

    /// <summary>Of a task that a program does; null: the group does it.</summary>
    public WebhookCall? Webhook { get; init; }

    /// <summary>Where it stands as people say it, and how far a program has come with it.</summary>
    public Phrase Standing => (Status, Webhook) switch
    {
        (RequestTaskStatus.Automated, { State: WebhookState.Sending, Error: { } error }) => Phrase.Of("serviceRequests.task.askedAgain", new { error }),
        (RequestTaskStatus.Automated, { State: WebhookState.Sending }) => Phrase.Of("serviceRequests.task.asked"),
        _ => Status.Word(),
    };

    /// <returns>False when it cannot, and nothing has changed.</returns>
    internal bool Move(RequestTaskMove move, Person? by, string? note, DateTimeOffset at)
    {
        if (!RequestTaskLifecycle.Allows(Status, move, out var to))
        {
            return false;
        }

        Status = to;
        if (to is RequestTaskStatus.Open or RequestTaskStatus.Automated)
        {
            (OpenedAt, Note) = (at, note);
        }
        else
        {
            (EndedAt, EndedById, EndedBy, Note) = (at, by?.Id, by, note);
        }

        return true;
    }
}

internal sealed class RequestTaskConfiguration : IEntityTypeConfiguration<RequestTask>
{
    public void Configure(EntityTypeBuilder<RequestTask> builder)
    {
        builder.ToTable("request_tasks");
        builder.Property(task => task.Name).HasConversion(StoredPhrase.Converter);
        builder.HasIndex(task => new { task.TicketId, task.Key }).IsUnique();
        builder.HasOne(task => task.EndedBy).WithMany().HasForeignKey(task => task.EndedById);
        builder.Navigation(task => task.EndedBy).AutoInclude();
        builder.Ignore(task => task.Standing);
        builder.HasOne(task => task.Webhook).WithOne().HasForeignKey<WebhookCall>(call => call.TaskId);
        builder.Navigation(task => task.Webhook).AutoInclude();
    }
}
