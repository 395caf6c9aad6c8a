using System.Text.Json;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.ServiceRequests.Forms;
using BotDesk.ServiceRequests.Fulfilment;
using BotDesk.ServiceRequests.Fulfilment.Automation;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.ServiceRequests;

/// <summary>Somebody wants something that the desk gives.</summary>
public sealed class ServiceRequest : Ticket
{
    public override Phrase Kind => Phrase.Of("serviceRequests.kind");

    /// <summary>Requests wait behind urgent incidents and beside ordinary ones.</summary>
    public override int Pressing => 3;

    /// <summary>Key of the catalog item; null when what is wanted is not in the catalog.</summary>
    public string? CatalogItem { get; set; }

    /// <summary>For whom: the person's name, or as the requester wrote it; null: for themselves.</summary>
    public string? ForWhom { get; set; }

    public DateOnly? NeededBy { get; set; }

    /// <summary>What was answered in the form, in its order.</summary>
    public IReadOnlyList<RequestAnswer> Answers { get; init; } = [];

    /// <summary>The parts of the work; empty where whoever takes it does it.</summary>
    public List<RequestTask> Tasks { get; } = [];

    public override IReadOnlyList<TicketFact> Facts() =>
        [.. Answers.Where(answer => answer.Key is not (RequestFields.Title or RequestFields.Description or RequestFields.Service)).Select(answer => new TicketFact(answer.Label, answer.Text))];

    public override IReadOnlyList<TicketStep> Steps() =>
        [.. Tasks.OrderBy(task => task.Position).Select(task => new TicketStep(task.Key, task.Name, task.Group, task.Standing, task.Status == RequestTaskStatus.Open, task.Status == RequestTaskStatus.Done, !task.Status.IsAhead(), task.EndedBy, task.EndedAt, task.Note))];

    /// <summary>Takes over the tasks that these answers make, and begins with the first, unless others have to agree before.</summary>
    public void Plan(IEnumerable<FulfilmentTask> tasks, bool needsApproval, DateTimeOffset at)
    {
        var values = Answers.ToDictionary(answer => answer.Key, answer => answer.Value);
        var (stage, position) = (0, 0);
        foreach (var task in tasks)
        {
            stage += task.Alongside ? 0 : 1;
            if (task.When.All(condition => condition.Holds(values.GetValueOrDefault(condition.Field))))
            {
                Tasks.Add(new RequestTask { Key = task.Key, Name = task.Name, Group = task.Group, Position = ++position, Stage = stage, IsFinal = task.IsFinal, Webhook = task.Webhook is { } webhook ? new WebhookCall(webhook) : null });
            }
        }

        if (needsApproval)
        {
            _ = Ask(at);
        }
        else
        {
            Release(at);
        }
    }

    /// <summary>Everybody who had to agree has: its tasks can begin.</summary>
    public Refusal? Approve(DateTimeOffset at)
    {
        if (Agree(at) is { } refusal)
        {
            return refusal;
        }

        Release(at);
        return null;
    }

    /// <summary>Somebody did a task, or found that it does not have to be done; what waited for it alone can begin.</summary>
    /// <param name="move"><see cref="RequestTaskMove.Complete"/> or <see cref="RequestTaskMove.Skip"/>.</param>
    /// <param name="by">Null: the program whose task it is, or was.</param>
    public Refusal? End(RequestTask task, RequestTaskMove move, Person? by, string? note, DateTimeOffset at)
    {
        if (task.Status == RequestTaskStatus.Automated && by is not null)
        {
            return Refusal.Conflict(Phrase.Of("serviceRequests.runsByItself", new { task = task.Name }));
        }

        if (!task.Move(move, by, note, at))
        {
            return Refusal.Conflict(task.Status switch
            {
                RequestTaskStatus.Waiting => Phrase.Of("serviceRequests.comesLater", new { task = task.Name, first = Tasks.Where(other => other.Status is RequestTaskStatus.Open or RequestTaskStatus.Automated).Select(other => other.Name).Aggregate((one, other) => Phrase.Of("serviceRequests.both", new { one, other })) }),
                RequestTaskStatus.Cancelled => Phrase.Of("serviceRequests.taskCancelled", new { task = task.Name, Number }),
                var status when task.EndedBy is { } who => Phrase.Of("serviceRequests.alreadyBy", new { task = task.Name, status = status.Word(), who = who.Name }),
                var status => Phrase.Of("serviceRequests.already", new { task = task.Name, status = status.Word() }),
            });
        }

        Release(at);
        if (Status == TicketStatus.New)
        {
            return Start(at);
        }

        Touch(at);
        return null;
    }

    public override Refusal? WhyNotWithdraw() => Tasks.FirstOrDefault(task => task is { IsFinal: true, Status: RequestTaskStatus.Done }) is { } final
        ? Refusal.Conflict(Phrase.Of("serviceRequests.tooLate", new { Number, task = final.Name }))
        : null;

    protected override void Ended(DateTimeOffset at) => Tasks.ForEach(task => task.Move(RequestTaskMove.Cancel, null, null, at));

    private void Release(DateTimeOffset at)
    {
        var stage = Tasks.Where(task => task.Status.IsAhead()).Select(task => (int?)task.Stage).Min();
        foreach (var task in Tasks.Where(task => task.Stage == stage))
        {
            task.Move(task.Webhook is null ? RequestTaskMove.Release : RequestTaskMove.Automate, null, null, at);
        }
    }

    public override IReadOnlyDictionary<string, object?> Particulars() => new Dictionary<string, object?>
    {
        ["catalogItem"] = CatalogItem,
        ["forWhom"] = ForWhom,
        ["neededBy"] = NeededBy,
        ["answers"] = Answers,
    };
}

internal sealed class ServiceRequestConfiguration : IEntityTypeConfiguration<ServiceRequest>
{
    public void Configure(EntityTypeBuilder<ServiceRequest> builder)
    {
        builder.HasDiscriminator<string>("kind").HasValue("request");
        builder.HasMany(request => request.Tasks).WithOne().HasForeignKey(task => task.TicketId);
        builder.Navigation(request => request.Tasks).AutoInclude();
        builder.Property(request => request.Answers).HasConversion(
            answers => JsonSerializer.Serialize(answers, StoredPhrase.Json),
            json => JsonSerializer.Deserialize<List<RequestAnswer>>(json, StoredPhrase.Json) ?? new List<RequestAnswer>(),
            new ValueComparer<IReadOnlyList<RequestAnswer>>((one, other) => one!.SequenceEqual(other!), answers => answers.Count, answers => answers));
    }
}
