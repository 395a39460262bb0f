using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LstmGen.CodeFixes;

/// <summary>
/// What every fix here does alike: find what the diagnostic points to, replace one node of the tree, offer it for a whole solution. A fix that fails on a
/// declaration is not offered there.
/// </summary>
public abstract class AttributeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan) is { } node && Isolated.Run(() => Find(node, diagnostic), static _ => null) is { } change)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        change.Title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNodes(change.Nodes, (_, present) => change.Replace(present)))),
                        equivalenceKey: GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>What to change, or null where nothing can be.</summary>
    /// <param name="node">The attribute or argument that the diagnostic points to.</param>
    /// <param name="diagnostic">With its hints.</param>
    private protected abstract Change? Find(SyntaxNode node, Diagnostic diagnostic);

    /// <param name="Title">What the user is offered.</param>
    /// <param name="Nodes">To replace.</param>
    /// <param name="Replace">One of them, to what stands there afterwards.</param>
    private protected sealed record Change(string Title, IEnumerable<SyntaxNode> Nodes, Func<SyntaxNode, SyntaxNode> Replace);
}
