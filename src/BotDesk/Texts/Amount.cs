namespace BotDesk.Texts;

/// <summary>An amount of money, as a text says it: "1150.00 GBP", "1150,00 GBP".</summary>
/// <param name="Currency">Three letters, ISO 4217.</param>
public readonly record struct Amount(decimal Number, string Currency);
