namespace BotDesk.Data;

/// <summary>What an outbox row does in its channel.</summary>
public enum OutboxKind
{
    /// <summary>A new activity.</summary>
    Send = 0,

    /// <summary>Brings the activity of <see cref="OutboxRow.Target"/> up to date in place.</summary>
    Update = 1,
}

/// <summary>An activity that must go out, committed together with what caused it.</summary>
public sealed class OutboxRow
{
    /// <summary>The order in which a conversation sees its activities; also what makes a delivery to our own Direct Line happen once.</summary>
    public long Id { get; set; }

    public string ConversationKey { get; init; } = "";

    public OutboxKind Kind { get; init; }

    /// <summary>The activity as the channel wants it, UTF-8 JSON.</summary>
    public byte[] Activity { get; init; } = [];

    /// <summary>The channel's id of the activity that this one answers.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>For <see cref="OutboxKind.Update"/>: the row that sent what is to be updated.</summary>
    public long? Target { get; init; }

    /// <summary>The nonce of the card in it, by which a click finds the card it was made on.</summary>
    public string? Nonce { get; init; }

    /// <summary>What the card in it keeps telling the state of, so that it can be brought up to date.</summary>
    public string? Subject { get; init; }

    /// <summary>What it is about, such as <c>ticket:INC42</c>: in a channel that has threads, it stands under the first one here that is about the same.</summary>
    public string? Topic { get; init; }

    /// <summary>The row that sent what this one stands under; null where it stands by itself.</summary>
    public long? Under { get; set; }

    /// <summary>How often sending it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was added, milliseconds since 1970.</summary>
    public long CreatedAt { get; set; }

    /// <summary>Whether another process had it in hand, which may have been killed after it had sent it: a channel that can tell is asked first.</summary>
    public bool MayBeShown { get; set; }

    /// <summary>Not to be sent before, milliseconds since 1970.</summary>
    public long DueAt { get; set; }

    /// <summary>Until when it is known that no other instance takes it over, milliseconds since 1970; 0: not known.</summary>
    public long OwnedUntil { get; set; }
}
