using LstmGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Tool;

/// <summary>A class that code declares as a model.</summary>
/// <param name="Path">Of its file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Attributes">As they are written.</param>
internal sealed record DeclaredClass(string Path, int Line, string Attributes)
{
    /// <summary>The declaration with [LstmModel] of a class of that name, or null.</summary>
    public static DeclaredClass? Find(string className, IReadOnlyList<string> sources)
    {
        foreach (string path in sources)
        {
            if (!File.Exists(path)) continue;
            string text = File.ReadAllText(path);
            SyntaxTree tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), path);
            foreach (TypeDeclarationSyntax type in tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            {
                if (FullName(type) != className || !type.AttributeLists.SelectMany(list => list.Attributes).Any(IsModel)) continue;
                int line = type.Identifier.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                return new(path, line, string.Concat(type.AttributeLists.Select(list => list.ToString() + "\n")));
            }
        }

        return null;
    }

    /// <summary>Compiles a class with these attributes.</summary>
    /// <exception cref="ArgumentException">They are wrong, or name constants of other files.</exception>
    public (SequenceModel Model, ModelSpec Spec) Compile()
    {
        SequenceModel model = CompiledModel.Compile($"using LstmGen;\n{Attributes}public sealed partial class Model;\n").Create(0);
        object[] attributes = model.GetType().GetCustomAttributes(inherit: false);
        return (model, new ModelSpec(attributes.OfType<LstmModelAttribute>().Single(), attributes.OfType<LayerAttribute>()));
    }

    private static bool IsModel(AttributeSyntax attribute) => attribute.Name.ToString() is var name && name[(name.LastIndexOfAny(['.', ':']) + 1)..] is "LstmModel" or "LstmModelAttribute";

    private static string FullName(TypeDeclarationSyntax type) => string.Join('.', type.AncestorsAndSelf().Reverse().Select(node => node switch
    {
        BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
        TypeDeclarationSyntax outer => outer.Identifier.ValueText,
        _ => "",
    }).Where(name => name.Length > 0));
}
