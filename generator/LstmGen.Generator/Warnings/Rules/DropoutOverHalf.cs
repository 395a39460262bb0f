using System.Globalization;
using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>A rate that drops more than it keeps: often the share to keep, which other libraries ask for.</summary>
internal sealed class DropoutOverHalf : IWarningRule
{
    private const string Id = "LSTMGEN106";
    private const double Most = 0.5;

    // Argument; rate; the share dropped; what would be written for the share kept.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "Dropout keeps at least half of the values",
        "'{0}' is {1}, which sets {2} of the values to zero; choose at most 0.5, or {3} if {1} is the share to keep",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model) =>
        from layer in model.Layers
        where layer is IDropping
        from rate in ((IDropping)layer).Rates
        where rate.Rate > Most
        select new ModelWarning(layer.Index, rate.Argument, rate.Argument, Number(rate.Rate), Percent(rate.Rate), Number(Math.Round(1 - rate.Rate, 6)))
        {
            Fixes = [new($"Change to {Number(Most)}", ModelEdit.Set(layer.Index, rate.Argument, Most))],
        };

    /// <summary>A share for messages, in the same way in every culture.</summary>
    public static string Percent(double share) => $"{Number(Math.Round(100 * share, 4))} %";

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
