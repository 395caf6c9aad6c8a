using System.Security.Cryptography;
using System.Text;

namespace BotDesk.Console.Chats;

/// <summary>What an agent wants done with a live chat, as a form of its page sends it.</summary>
internal sealed class ChatForm
{
    public const string Take = "take";
    public const string TakeOver = "takeover";
    public const string Say = "say";
    public const string Remark = "remark";
    public const string Article = "article";
    public const string Transfer = "transfer";
    public const string End = "end";

    /// <summary>One of the words above.</summary>
    public string? Do { get; set; }

    /// <summary>Differs for each form of each rendering, so that sending one twice does it once.</summary>
    public string? Nonce { get; set; }

    /// <summary>For the requester, where it is said; the remark; what was done.</summary>
    public string? Text { get; set; }

    /// <summary>Of an article, such as <c>KB12</c>.</summary>
    public string? Number { get; set; }

    public string? Group { get; set; }

    /// <summary>A handle; empty: whoever is free.</summary>
    public string? Agent { get; set; }

    public string? Code { get; set; }

    /// <summary>The text with line breaks as they are kept; browsers send two characters for each.</summary>
    public string Words => (Text ?? "").ReplaceLineEndings("\n");

    /// <summary>What makes it the same deed: the form and what stands in it.</summary>
    public string Key(string number, long agentId)
    {
        string[] parts = [number, $"{agentId}", Do ?? "", Nonce ?? "", Words, Number ?? "", Group ?? "", Agent ?? "", Code ?? ""];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))));
    }
}
