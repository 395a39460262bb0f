using LstmGen.Generator.Planning;
using LstmGen.Runtime;

namespace LstmGen.Generator.Tests.Architecture;

/// <summary>Numbers that generator and runtime each state, because neither sees the other.</summary>
public sealed class SharedConstantTests
{
    [Fact]
    public void A_tile_has_as_many_rows_on_both_sides() => Assert.Equal(ModelDescription.TileRows, Build.Rows);
}
