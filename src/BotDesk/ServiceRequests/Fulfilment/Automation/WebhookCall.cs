using System.Security.Cryptography;
using BotDesk.Policy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.ServiceRequests.Fulfilment.Automation;

/// <summary>How far a program has come with a task.</summary>
public enum WebhookState
{
    /// <summary>Other tasks come first.</summary>
    Planned,

    /// <summary>It is being asked, again and again until it says that it has understood.</summary>
    Sending,

    /// <summary>It has understood; its result is waited for.</summary>
    Accepted,
    Succeeded,

    /// <summary>It could not be reached, said nothing in time or said that it failed: the group does the task.</summary>
    Failed,
}

/// <summary>That a program is asked to do a task, by a signed webhook.</summary>
public sealed class WebhookCall
{
    private const int IdBytes = 16;
    private const int LongestError = 300;

    /// <summary>For the database alone.</summary>
    private WebhookCall() => (MessageId, Url) = ("", "");

    internal WebhookCall(TaskWebhook policy)
    {
        MessageId = $"msg_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))}";
        (Url, Secret, Timeout) = (policy.Url.AbsoluteUri, policy.Secret, policy.Timeout?.ToString());
    }

    public long Id { get; private set; }

    public long TaskId { get; private set; }

    /// <summary>Stays the same however often it is sent: by it the program knows what it has seen already.</summary>
    public string MessageId { get; private set; }

    public string Url { get; private set; }

    /// <summary>Name of the secret; null: the policy's.</summary>
    public string? Secret { get; private set; }

    /// <summary>As the policy writes a time; null: the policy's.</summary>
    public string? Timeout { get; private set; }

    public WebhookState State { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When the task falls to its group.</summary>
    public DateTimeOffset? GivesUpAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>What went wrong last.</summary>
    public string? Error { get; private set; }

    internal bool IsRunning => State is WebhookState.Sending or WebhookState.Accepted;

    internal void Start(DateTimeOffset at, DateTimeOffset givesUpAt) => (State, StartedAt, GivesUpAt) = (WebhookState.Sending, at, givesUpAt);

    /// <returns>The number of this attempt.</returns>
    internal int Attempt() => ++Attempts;

    internal void Accept() => (State, Error) = (WebhookState.Accepted, null);

    internal void Refused(string error) => Error = error.Length > LongestError ? error[..LongestError] + "…" : error;

    internal void Succeed() => (State, Error) = (WebhookState.Succeeded, null);

    internal void Fail() => State = WebhookState.Failed;
}

internal sealed class WebhookCallConfiguration : IEntityTypeConfiguration<WebhookCall>
{
    public void Configure(EntityTypeBuilder<WebhookCall> builder)
    {
        builder.ToTable("webhook_calls");
        builder.HasIndex(call => call.MessageId).IsUnique();
        builder.Ignore(call => call.IsRunning);
    }
}
