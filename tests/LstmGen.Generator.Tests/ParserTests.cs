using LstmGen.Generator.Model;
using LstmGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests;

/// <summary>What a declaration is read as.</summary>
public sealed class ParserTests
{
    [Fact]
    public void Layers_are_read_in_the_order_in_which_they_are_written()
    {
        ModelSpec spec = Parse("""
            namespace @event.Shop;
            public partial record Outer
            {
                [Lstm(units: 7, Activation = Activation.Relu, UseBias = false), Dropout(0.25)]
                [LstmModel(LookBack = 9, Features = 3, Scaling = Scaling.Robust, StackBudget = 1_024)]
                [Dense(1, Activation = (Activation)77)]
                private sealed partial class @class;
            }
            """);

        Assert.Equal("@event.Shop", spec.Namespace);
        Assert.Equal("event.Shop.Outer.class", spec.FullName);
        Assert.Equal("@class", spec.ClassName);
        Assert.Equal(["partial record Outer"], spec.ContainingTypes);
        Assert.Equal((9, 3, "Robust", 1_024), (spec.LookBack, spec.Features, spec.Scaling, spec.StackBudget));
        Assert.Equal(
            [
                new LayerSpec("Lstm", Arguments(("units", 7), ("Activation", "Relu"), ("UseBias", false))),
                new LayerSpec("Dropout", Arguments(("rate", 0.25))),
                new LayerSpec("Dense", Arguments(("units", 1), ("Activation", 77))),
            ],
            spec.Layers);
    }

    [Fact]
    public void What_is_not_written_has_its_default()
    {
        LstmModelAttribute defaults = new();
        ModelSpec spec = Parse("[LstmModel(LookBack = 2)] [Dense(1)] partial class M;");
        Assert.Equal((defaults.Features, defaults.Scaling.ToString(), defaults.StackBudget), (spec.Features, spec.Scaling, spec.StackBudget));
        Assert.Equal("", spec.Namespace);
        Assert.Empty(spec.ContainingTypes);
    }

    private static ModelSpec Parse(string source)
    {
        CSharpCompilation compilation = TestCompilation.Of(source);
        INamedTypeSymbol type = compilation
            .GetSymbolsWithName(_ => true, SymbolFilter.Type, TestContext.Current.CancellationToken)
            .OfType<INamedTypeSymbol>()
            .Single(symbol => ModelAttributes.Of(symbol).Model is not null);
        return ModelParser.Parse(type, ModelAttributes.Of(type), TestContext.Current.CancellationToken).Spec;
    }

    private static EquatableArray<LayerArgument> Arguments(params (string Name, object Value)[] arguments) =>
        arguments.Select(argument => new LayerArgument(argument.Name, argument.Value) { Enumeration = argument.Name == "Activation" ? "global::LstmGen.Activation" : null }).ToEquatableArray();
}
