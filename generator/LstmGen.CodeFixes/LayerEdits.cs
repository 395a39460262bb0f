using LstmGen.Generator.Layers;
using LstmGen.Generator.Warnings;
using LstmGen.Generator.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace LstmGen.CodeFixes;

/// <summary>An edit of a model's attributes.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Layer">The attribute that it is done to.</param>
/// <param name="Other">The attribute that it changes places with; else the same one.</param>
/// <param name="Argument">The argument that it is done to, where it is written already.</param>
/// <param name="Name">The argument's name.</param>
/// <param name="Text">The code that is written, with full names.</param>
internal sealed record LayerEdit(EditKind Kind, AttributeSyntax Layer, AttributeSyntax Other, AttributeArgumentSyntax? Argument, string Name, string Text);

/// <summary>Edits the attributes of a declaration and leaves blanks and comments where they are.</summary>
internal static class LayerEdits
{
    public static TypeDeclarationSyntax Apply(TypeDeclarationSyntax type, IReadOnlyList<LayerEdit> edits)
    {
        TypeDeclarationSyntax edited = type.TrackNodes(edits.SelectMany(edit => new SyntaxNode?[] { edit.Layer, edit.Other, edit.Argument }).OfType<SyntaxNode>().Distinct());
        foreach (LayerEdit edit in edits)
        {
            AttributeSyntax layer = edited.GetCurrentNode(edit.Layer)!;
            AttributeArgumentSyntax? argument = edit.Argument is null ? null : edited.GetCurrentNode(edit.Argument);
            edited = edit.Kind switch
            {
                EditKind.Remove => AttributeLists.Remove(edited, layer),
                EditKind.MoveUp => AttributeLists.Swap(edited, edited.GetCurrentNode(edit.Other)!, layer),
                EditKind.AddBelow => AttributeLists.AddBelow(edited, layer, Parse($"[{edit.Text}]")),
                EditKind.Set when argument is not null => edited.ReplaceNode(argument.Expression, Argument(edit).Expression.WithTriviaFrom(argument.Expression)),
                EditKind.Set => edited.ReplaceNode(layer, layer.AddArgumentListArguments(Argument(edit))),
                _ when argument is not null => edited.ReplaceNode(layer, Without(layer, argument)),
                _ => edited,
            };
        }

        return edited;
    }

    private static AttributeArgumentSyntax Argument(LayerEdit edit) => Parse($"[A({edit.Name} = {edit.Text})]").ArgumentList!.Arguments[0];

    private static AttributeSyntax Parse(string list)
    {
        var type = (TypeDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(list + " class C;")!;
        AttributeSyntax attribute = type.AttributeLists[0].Attributes[0];
        return attribute.ReplaceNodes(
            attribute.DescendantNodes().Where(node => node is QualifiedNameSyntax or MemberAccessExpressionSyntax),
            (_, present) => present.WithAdditionalAnnotations(Simplifier.Annotation));
    }

    private static AttributeSyntax Without(AttributeSyntax layer, AttributeArgumentSyntax argument)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = layer.ArgumentList!.Arguments.Remove(argument);
        return layer.WithArgumentList(arguments.Count == 0 ? null : layer.ArgumentList.WithArguments(arguments));
    }
}
