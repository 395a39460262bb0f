using System.Collections.Immutable;
using System.Composition;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>Writes the attribute that was meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameAttributeFix))]
[Shared]
public sealed class RenameAttributeFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.UnknownAttribute];

    private protected override Change? Find(SyntaxNode node, Diagnostic diagnostic)
    {
        string name = diagnostic.Properties[FixHints.Name]!;
        SimpleNameSyntax? written = node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().FirstOrDefault(part => part.Span == diagnostic.Location.SourceSpan);
        return written is null ? null : new Change($"Change to [{name}]", [written], present => SyntaxFactory.IdentifierName(name).WithTriviaFrom(present));
    }
}
