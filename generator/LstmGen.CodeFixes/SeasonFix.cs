using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using LstmGen.Generator.Warnings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LstmGen.CodeFixes;

/// <summary>
/// Makes a window hold two periods, and with it the models that the same member uses and whose look-back was the same: a window and its model have one length. A number that comes
/// from a constant or a variable is changed where it is declared.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SeasonFix))]
[Shared]
public sealed class SeasonFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [LookBackOfSeason.Id];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ArgumentSyntax>() is not { } argument
                || await Numbers(context.Document, argument, context.CancellationToken).ConfigureAwait(false) is not { Count: > 0 } numbers)
            {
                continue;
            }

            int steps = int.Parse(diagnostic.Properties[LookBackOfSeason.Steps]!, CultureInfo.InvariantCulture);
            string where = numbers.Count > 1 ? " here and in [LstmModel]" : "";
            context.RegisterCodeFix(
                CodeAction.Create($"Set the look-back to {steps}{where}", cancellation => Write(context.Document.Project.Solution, numbers, steps, cancellation), LookBackOfSeason.Id), diagnostic);
        }
    }

    private static async Task<Solution> Write(Solution solution, IReadOnlyList<ExpressionSyntax> numbers, int steps, CancellationToken cancellation)
    {
        SolutionEditor editor = new(solution);
        foreach (ExpressionSyntax number in numbers)
        {
            DocumentEditor document = await editor.GetDocumentEditorAsync(solution.GetDocument(number.SyntaxTree)!.Id, cancellation).ConfigureAwait(false);
            document.ReplaceNode(number, SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(steps)).WithTriviaFrom(number));
        }

        return editor.GetChangedSolution();
    }

    /// <summary>The numbers in the sources that have to change: of the window first, then of its models; none where one of them cannot.</summary>
    private static async Task<IReadOnlyList<ExpressionSyntax>> Numbers(Document document, ArgumentSyntax argument, CancellationToken cancellation)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (Number(model, argument.Expression, cancellation) is not { } window || window is not LiteralExpressionSyntax { Token.Value: int steps })
        {
            return [];
        }

        List<ExpressionSyntax> numbers = [window];
        SyntaxNode member = argument.Ancestors().FirstOrDefault(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? await argument.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        IEnumerable<ITypeSymbol> used = member.DescendantNodes().OfType<ExpressionSyntax>()
            .Where(expression => expression is BaseObjectCreationExpressionSyntax or IdentifierNameSyntax)
            .Select(expression => model.GetTypeInfo(expression, cancellation).Type)
            .OfType<ITypeSymbol>();
        foreach (ITypeSymbol type in used.Distinct<ITypeSymbol>(SymbolEqualityComparer.Default))
        {
            if (await LookBackOf(document.Project, type, steps, cancellation).ConfigureAwait(false) is { } lookBack && !numbers.Contains(lookBack))
            {
                numbers.Add(lookBack);
            }
        }

        return numbers;
    }

    /// <summary>The number of a model's look-back where it is the window's; null for other types.</summary>
    private static async Task<ExpressionSyntax?> LookBackOf(Project project, ITypeSymbol type, int steps, CancellationToken cancellation)
    {
        AttributeData? attribute = type.GetAttributes().FirstOrDefault(candidate => candidate.AttributeClass?.ToDisplayString() == "LstmGen.LstmModelAttribute");
        if (attribute?.ApplicationSyntaxReference is not { } reference
            || !attribute.NamedArguments.Any(named => named.Key == "LookBack" && named.Value.Value is int value && value == steps)
            || await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is not AttributeSyntax syntax
            || project.GetDocument(syntax.SyntaxTree) is not { } document
            || syntax.ArgumentList?.Arguments.FirstOrDefault(named => named.NameEquals?.Name.Identifier.ValueText == "LookBack") is not { } argument)
        {
            return null;
        }

        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return Number(model, argument.Expression, cancellation);
    }

    /// <summary>Where the number of an expression is written: itself, or the initialiser of the constant or variable that it names.</summary>
    private static ExpressionSyntax? Number(SemanticModel model, ExpressionSyntax expression, CancellationToken cancellation)
    {
        if (expression is LiteralExpressionSyntax)
        {
            return expression;
        }

        ISymbol? symbol = model.GetSymbolInfo(expression, cancellation).Symbol;
        return symbol is ILocalSymbol or IFieldSymbol && symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax value }
            ? value
            : null;
    }
}
