using System.Security.Cryptography;
using System.Text;

namespace BotDesk.Console.Tickets;

/// <summary>What an agent wants done with a ticket, as a form of its page sends it.</summary>
internal sealed class TicketForm
{
    public const string Take = "take";
    public const string Assign = "assign";
    public const string Classify = "classify";
    public const string Reply = "reply";
    public const string Note = "note";
    public const string Resolve = "resolve";
    public const string TaskDone = "task-done";
    public const string TaskSkipped = "task-skipped";

    /// <summary>One of the words above.</summary>
    public string? Do { get; set; }

    /// <summary>Differs for each form of each rendering, so that sending one twice does it once.</summary>
    public string? Nonce { get; set; }

    /// <summary>The ticket's version that the agent saw.</summary>
    public int Version { get; set; }

    /// <summary>The last line of its history that the agent saw.</summary>
    public long Seen { get; set; }

    /// <summary>The reply, the note or what was done.</summary>
    public string? Text { get; set; }

    /// <summary>Whether the ticket waits for the requester's answer to the reply.</summary>
    public bool Wait { get; set; }

    public string? Code { get; set; }

    public string? Group { get; set; }

    /// <summary>Key of a service.</summary>
    public string? Service { get; set; }

    /// <summary>Key of a category.</summary>
    public string? Category { get; set; }

    /// <summary>Key of one of the request's tasks.</summary>
    public string? Task { get; set; }

    /// <summary>A handle; empty: nobody in particular.</summary>
    public string? Agent { get; set; }

    /// <summary>The text with line breaks as they are kept; browsers send two characters for each.</summary>
    public string Words => (Text ?? "").ReplaceLineEndings("\n");

    /// <summary>
    /// What makes it the same deed: the form and what stands in it. Somebody who goes back, writes something else into the same form and
    /// sends it means something else.
    /// </summary>
    public string Key(string number, long agentId)
    {
        string[] parts = [number, $"{agentId}", Do ?? "", Nonce ?? "", Words, $"{Wait}", Code ?? "", Group ?? "", Agent ?? "", Service ?? "", Category ?? "", Task ?? ""];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))));
    }

    public static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
