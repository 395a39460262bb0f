using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings;

/// <summary>
/// A rule about models that compile and can hardly be meant. One file each, in <c>Rules</c>; <see cref="WarningRules"/> finds it. It asks layers for their properties,
/// not which layers they are, and is silent where it is not nearly always right.
/// </summary>
internal interface IWarningRule
{
    /// <summary>With the severity Warning, the category <see cref="WarningRules.Category"/> and a page.</summary>
    DiagnosticDescriptor Descriptor { get; }

    /// <summary>Every place of a model that breaks the rule.</summary>
    /// <param name="model">Without an error.</param>
    IEnumerable<ModelWarning> Judge(JudgedModel model);
}
